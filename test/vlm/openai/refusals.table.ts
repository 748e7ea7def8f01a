/** What a server says, and what comes of it: a part left out or lowered from then on, or the code that it is told with. */
export interface Refusal {
  readonly of: string;
  readonly status: number;
  readonly body: unknown;
  /** Whether a request is refused; else it is answered. Every one, where it is left out. */
  readonly when?: (body: Record<string, unknown>) => boolean;
  readonly code?: string;
  /** Part of the message. */
  readonly says?: string;
}

const has = (part: string) => (body: Record<string, unknown>) => part in body;
const above = (part: string, most: number) => (body: Record<string, unknown>) =>
  Number(body[part] ?? 0) > most;
const hasSystem = ({ messages }: Record<string, unknown>) =>
  Array.isArray(messages) && messages.some(({ role }) => role === "system");

const error = (message: string, more: object = {}) => ({ error: { message, ...more } });
const detail = (part: string, msg: string) => ({
  detail: [{ type: "value_error", loc: ["body", part], msg, input: 20 }],
});

/** In the public wording of each server; the bodies are ours, as small as they can be. */
export const learnt: readonly Refusal[] = [
  {
    of: "OpenAI, a reasoning model's limit",
    status: 400,
    body: error(
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      { type: "invalid_request_error", param: "max_tokens", code: "unsupported_parameter" },
    ),
    when: has("max_tokens"),
  },
  {
    of: "OpenAI, a reasoning model's temperature",
    status: 400,
    body: error(
      "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
      { param: "temperature", code: "unsupported_value" },
    ),
    when: has("temperature"),
  },
  {
    of: "OpenAI, probabilities that one may not ask for",
    status: 403,
    body: error("You are not allowed to request logprobs from this model", { param: null }),
    when: has("logprobs"),
  },
  {
    of: "OpenAI, too many alternatives",
    status: 400,
    body: error(
      "Invalid 'top_logprobs': integer above maximum value. Expected a value <= 5, but got 20 instead.",
      { param: "top_logprobs", code: "integer_above_max_value" },
    ),
    when: above("top_logprobs", 5),
  },
  {
    of: "Azure, probabilities of a model that has none",
    status: 400,
    body: error("logprobs, top_logprobs are not available on the o-series deployment.", {
      code: "BadRequest",
    }),
    when: has("logprobs"),
  },
  {
    of: "vLLM, too many alternatives",
    status: 400,
    body: {
      object: "error",
      message: "Requested sample logprobs of 20, which is greater than max allowed: 5",
      type: "BadRequestError",
      param: null,
      code: 400,
    },
    when: above("top_logprobs", 5),
  },
  {
    of: "vLLM, an unknown part, told as Python writes it",
    status: 400,
    body: {
      object: "error",
      message:
        "[{'type': 'extra_forbidden', 'loc': ('body', 'logprobs'), 'msg': 'Extra inputs are not permitted', 'input': True}]",
      type: "BadRequestError",
      code: 400,
    },
    when: has("logprobs"),
  },
  {
    of: "vLLM, a chat template without a system",
    status: 400,
    body: { object: "error", message: "System role not supported", code: 400 },
    when: hasSystem,
  },
  {
    of: "llama.cpp, a template that wants turns",
    status: 500,
    body: error(
      "Conversation roles must alternate user/assistant/user/assistant/... is unsupported by this template",
      { code: 500, type: "server_error" },
    ),
    when: hasSystem,
  },
  {
    of: "TGI, too many alternatives",
    status: 422,
    body: {
      error: "Input validation error: `top_n_tokens` must be >= 0 and <= 5. Given: 20",
      error_type: "validation",
    },
    when: above("top_logprobs", 5),
  },
  {
    of: "TGI, a temperature of 0",
    status: 422,
    body: {
      error: "Input validation error: `temperature` must be strictly positive",
      error_type: "validation",
    },
    when: has("temperature"),
  },
  {
    of: "TGI, in a reply called a success",
    status: 200,
    body: {
      error: "Input validation error: `top_n_tokens` must be >= 0 and <= 5. Given: 20",
      error_type: "validation",
    },
    when: above("top_logprobs", 5),
  },
  {
    of: "TGI, no grammar",
    status: 422,
    body: { error: "Input validation error: grammar is not supported", error_type: "validation" },
    when: has("response_format"),
  },
  {
    of: "FastAPI, a number out of bounds",
    status: 422,
    body: detail("top_logprobs", "ensure this value is less than or equal to 5"),
    when: above("top_logprobs", 5),
  },
  {
    of: "FastAPI, an extra part (Mistral)",
    status: 422,
    body: detail("seed", "Extra inputs are not permitted"),
    when: has("seed"),
  },
  {
    of: "FastAPI, in a sentence (DeepSeek)",
    status: 400,
    body: { detail: "Invalid top_logprobs and logprobs value" },
    when: has("logprobs"),
  },
  {
    of: "DeepSeek, a limit with its bounds",
    status: 400,
    body: error("Invalid max_tokens value, the valid range of max_tokens is [1, 512]"),
    when: above("max_tokens", 512),
  },
  {
    of: "llama.cpp, no schema beside tools",
    status: 400,
    body: error("Unsupported response_format type: json_schema", { code: 400 }),
    when: has("response_format"),
  },
  {
    of: "llama.cpp, not implemented",
    status: 501,
    body: error("This server does not support logprobs.", {
      code: 501,
      type: "not_supported_error",
    }),
    when: has("logprobs"),
  },
  {
    of: "Ollama, an option it does not know",
    status: 400,
    body: error("json: unknown field: seed is not a valid option", { type: "api_error" }),
    when: has("seed"),
  },
  {
    of: "LM Studio, a schema's form",
    status: 400,
    body: { error: "'response_format.type' must be 'json_schema' or 'text'" },
    when: has("response_format"),
  },
  {
    of: "SGLang, an unknown part",
    status: 400,
    body: {
      object: "error",
      message: "top_logprobs is only supported with logprobs enabled; top_logprobs must be <= 10",
      type: "BadRequest",
      code: 400,
    },
    when: above("top_logprobs", 10),
  },
  {
    of: "transformers, an argument that its pipeline does not take",
    status: 500,
    body: { detail: "generate() got an unexpected keyword argument 'seed'" },
    when: has("seed"),
  },
  {
    of: "Google, in a list, an unknown name",
    status: 400,
    body: [
      {
        error: {
          code: 400,
          message: 'Invalid JSON payload received. Unknown name "logprobs": Cannot find field.',
          status: "INVALID_ARGUMENT",
        },
      },
    ],
    when: has("logprobs"),
  },
  {
    of: "Google, not enabled",
    status: 400,
    body: error("Logprobs is not enabled for models/gemini-2.5-pro", { code: 400 }),
    when: has("logprobs"),
  },
  {
    of: "a proxy before Anthropic",
    status: 400,
    body: {
      type: "error",
      error: {
        type: "invalid_request_error",
        message: "logprobs: Extra inputs are not permitted",
      },
    },
    when: has("logprobs"),
  },
  {
    of: "LiteLLM, that knows what is behind it",
    status: 400,
    body: error(
      "litellm.UnsupportedParamsError: bedrock does not support parameters: ['seed'], for model=claude",
      { type: "None", param: null, code: "400" },
    ),
    when: has("seed"),
  },
  {
    of: "OpenRouter, with what it was told",
    status: 400,
    body: error("Provider returned error", {
      code: 400,
      metadata: { raw: '{"message":"20 is greater than the maximum of 5 - \'top_logprobs\'"}' },
    }),
    when: above("top_logprobs", 5),
  },
  {
    of: "a gateway in plain words",
    status: 422,
    body: "temperature is not permitted",
    when: has("temperature"),
  },
];

/** What nothing that is left out would mend. */
export const told: readonly Refusal[] = [
  {
    of: "OpenAI, a wrong key",
    status: 401,
    body: error("Incorrect API key provided: sk-…", { code: "invalid_api_key" }),
    code: "server.key",
    says: "Incorrect API key",
  },
  {
    of: "a gateway, forbidden",
    status: 403,
    body: { message: "Forbidden" },
    code: "server.key",
    says: "Forbidden",
  },
  {
    of: "a gateway whose key is short of a scope that names seeds",
    status: 403,
    body: { detail: "API key not allowed to use model seed-oss" },
    code: "server.key",
  },
  {
    of: "Google, a wrong key with 400",
    status: 400,
    body: [{ error: { code: 400, message: "API key not valid. Please pass a valid API key." } }],
    code: "server.key",
  },
  {
    of: "Azure, no such deployment",
    status: 404,
    body: error("The API deployment for this resource does not exist.", {
      code: "DeploymentNotFound",
    }),
    code: "server.model",
  },
  {
    of: "Ollama, no such model",
    status: 404,
    body: { error: "model 'qwen' not found" },
    code: "server.model",
  },
  {
    of: "vLLM, a question that is too long",
    status: 400,
    body: error(
      "'max_tokens' or 'max_completion_tokens' is too large: 1024. This model's maximum context length is 512 tokens and your request has 400 input tokens.",
    ),
    code: "model.question",
    says: "512 tokens",
  },
  {
    of: "TGI, a question that is too long, in a reply called a success",
    status: 200,
    body: {
      error:
        "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens and 1024 `max_new_tokens`",
      error_type: "validation",
    },
    code: "model.question",
    says: "Given: 5000",
  },
  {
    of: "an error in a reply called a success",
    status: 200,
    body: error("CUDA out of memory", { code: 500 }),
    code: "server.failed",
    says: "CUDA out of memory",
  },
  {
    of: "TGI, overloaded, in a reply called a success",
    status: 200,
    body: { error: "Model is overloaded", error_type: "overloaded" },
    code: "server.busy",
    says: "overloaded",
  },
  {
    of: "a router that got no choice",
    status: 200,
    body: { choices: [{ error: { code: 502, message: "Provider is down" }, message: {} }] },
    code: "server.failed",
    says: "Provider is down",
  },
  {
    of: "mlx-vlm, an answer that is an error",
    status: 200,
    body: {
      choices: [
        {
          finish_reason: "error",
          message: { content: "Generation failed: missing 1 required positional argument" },
        },
      ],
    },
    code: "server.failed",
    says: "Generation failed",
  },
  {
    of: "FastAPI, a body that it does not understand",
    status: 422,
    body: detail("messages", "Input should be a valid list"),
    code: "server.request",
    says: "messages: Input should be a valid list",
  },
  {
    of: "llama.cpp, a model without its eyes",
    status: 500,
    body: error(
      "image input is not supported - hint: if this is unexpected, you may need to provide the mmproj",
    ),
    code: "server.blind",
    says: "mmproj",
  },
  {
    of: "vLLM, no image allowed",
    status: 400,
    body: error("At most 0 image(s) may be provided in one prompt."),
    code: "server.blind",
  },
  {
    of: "Ollama, a model of text",
    status: 400,
    body: error("this model does not support image input"),
    code: "server.blind",
  },
  {
    of: "OpenRouter, nobody with eyes",
    status: 404,
    body: error("No endpoints found that support image input", { code: 404 }),
    code: "server.blind",
  },
  {
    of: "a server that counts tokens a minute",
    status: 429,
    body: error("Rate limit reached; reduce max_tokens, which must be less than 100"),
    code: "server.busy",
  },
  {
    of: "a server that wants money",
    status: 402,
    body: error("This request requires more credits, or fewer max_tokens."),
    code: "server.request",
    says: "more credits",
  },
  {
    of: "a page",
    status: 502,
    body: "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
    code: "server.failed",
    says: "502 Bad Gateway nginx",
  },
];
