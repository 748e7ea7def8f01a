/** A list of alternatives as a pattern. */
const oneOf = (words: string): string => `(?:${words.trim().replace(/\s*\n\s*/g, "|")})`;

const image = oneOf(`images?
  pictures?
  photos?
  photographs?
  screenshots?
  videos?
  footage
  scene
  visuals?
  files?
  attachments?`);
/** What may stand between a verb and the image; "clearer", "second" and "higher-resolution" may not: those ask for another one. */
const determiners = `(?:${oneOf("the\n this\n that\n any\n an\n a\n your\n these\n those\n such\n of\n attached\n uploaded\n provided\n shared\n actual\n accompanying\n given\n original\n input\n specific")} )*`;
/** Not its parts, nor how well: "the image's left edge", "the image clearly". */
const whole =
  "(?!'s|-)(?! (?:frames?|scale|depth|metadata|resolution|distortion|plane|border|edges?|cues?|markers?|references?|obstructions?|details?|being|clearly|well|precisely|exactly|accurately|sharply|fully|closely|quality|in (?:\\w+ )?detail|at (?:full|high)))";
const theImage = `${determiners}${image}\\b${whole}`;

const not = oneOf(`can't
  cannot
  can not
  couldn't
  could not
  unable to
  (?:was|were|is|am)(?:n't| not) able to
  (?:not able|not capable|not equipped|incapable|impossible for me) (?:to|of)
  don't
  do not
  didn't
  did not
  haven't
  have not`);
const adverbs =
  "(?:(?:actually|directly|currently|really|physically|literally|even|yet|visually|be able to|been able to) )*";
const seeing = oneOf(`see(?:ing|n)?
  view(?:ing|ed)?
  access(?:ing|ed)?
  open(?:ed|ing)?
  display(?:ed|ing)?
  process(?:ed|ing)?
  analy[sz](?:e|ed|ing)
  look(?:ed|ing)? at
  perceiv(?:e|ed|ing)
  interpret(?:ed|ing)?
  inspect(?:ed|ing)?
  examin(?:e|ed|ing)
  receiv(?:e|ed|ing)
  observ(?:e|ed|ing)
  visuali[sz](?:e|ing)
  make out
  load(?:ed|ing)?
  find
  get
  got
  have`);
const looking = `${adverbs}${seeing}(?:(?: or | and |, ){1,2}${adverbs}${seeing})*`;
const ends = "(?=\\s*(?:$|[.,;:!?)\\]]))";
/** "The image you mentioned" */
const yours = "(?: (?:that |which )?you(?:'ve|'re)? (?:\\w+ ){0,2}?\\w+)?";
const given = oneOf(`attached
  provided
  included
  uploaded
  supplied
  submitted
  shared
  received
  load(?:ed|ing)
  found
  seen
  viewed
  displayed
  processed
  open(?:ed|ing)
  showing
  displaying
  coming
  accessed
  available
  accessible
  visible
  sent
  present
  here
  there
  analyzed`);
const giving =
  "(?:attach|upload|includ|provid|shar|send|sent|post|suppl|re-?upload|resend|giv)(?:e|ed|y|ied|en)?";

/** Ways to say that there was no picture to look at, in lower case and with straight apostrophes. */
const blind: readonly string[] = [
  "(?:don't have|do not have|have no|no|without|lack|lacking) (?:any |the |direct )*(?:visual|vision|image|eyesight)[- ](?:input|information|data|capabilit(?:y|ies)|access|content|perception|processing|abilit(?:y|ies))",
  `${not} ${looking} ${theImage}`,
  `${image}[^.;!?]{0,60} (?:but|and|which|that) (?:i )?${not} ${looking} it\\b`,
  `(?:doesn't|does not|didn't|did not) (?:actually )?(?:contain|include|come with|have|support|accept|take) ${theImage}`,
  `(?:doesn't|does not) (?:seem|appear) to be ${theImage}`,
  `need (?:to (?:see|view) )?${theImage}`,
  `(?:${image}|vision)(?: inputs?)? (?:isn't|is not|aren't|are not) (?:supported|available|enabled|possible)`,
  `${not} ${looking} anything\\b(?! (?:else|more|beyond|behind|wrong|in front|between|under|near|blocking))`,
  `${not} (?:help|assist|work|deal) with (?:\\w+ )?${image}${ends}`,
  `${image}${yours} (?:can't|cannot|can not|couldn't|could not) be ${seeing}`,
  `(?:not|never|without) (?:having |been able to |being able to )*(?:seen?|viewed|looked at|seeing) ${theImage}`,
  `(?:none|nothing) (?:was|were|is|has been) ${given}`,
  "(?:don't have|do not have|don't possess|do not possess|have no|without|lack) (?:\\w+ )?(?:eyes|eyesight|sight|vision)\\b(?! (?:of|line))",
  `(?:don't|do not|doesn't|lack|have no|no|without) (?:\\w+ ){0,2}(?:ability|abilities|capability|capacity|means|way) (?:to|of) ${looking}(?: ${theImage}|${ends})`,
  `(?:don't|do not|have no|having no|no|without|lack|lacking) (?:currently |actually |have |any |direct |visual )*access to ${theImage}`,
  "text[- ](?:based|only|model)\\b(?! (?:label|sticker|marking|sign))",
  "(?:only|just) (?:able to |capable of )?(?:process(?:ing)?|see|read|receive|handle|work with|understand|got|have) (?:the )?text\\b(?! on)",
  "(?:process|see|read|receive|handle|have|got) (?:only|just|nothing but) (?:the )?text\\b(?! on)",
  "limited to (?:processing |reading |working with )?text\\b",
  `(?:without|in the absence of|lacking|missing) ${theImage}`,
  `(?:no|without|isn't|aren't|not|without having) (?:an? |any )?(?:attached |uploaded |provided |actual |accompanying |input |visible )*${image}(?: was| were| is| are| has| have| here| came| comes| to | for me| in (?:your|our|this)| with (?:your|the|this)| ${given}|${ends})`,
  `(?<!(?:of|in|on|from) (?:the|this|your) )${image}${yours} (?:(?:seems?|appears?) to be|is|was|are|were|looks|has been|seems|appears) (?:completely |entirely |totally |all |just |currently )?(?:missing|blank|empty|corrupt(?:ed)?|black|white|broken|unavailable|inaccessible)\\b(?! (?:and|except|apart|background|at|in)\\b)`,
  `${image}${yours} (?:wasn't|isn't|weren't|aren't|hasn't been|haven't been|(?:(?:is|was|are|were) )?not|(?:has|have) not been|(?:does not|doesn't) (?:seem|appear) to be) (?:actually |yet |properly |successfully )*${given}\\b`,
  `${image}${yours} (?:didn't|did not|doesn't|does not|hasn't|(?:seems to have |has )?failed to|fails to) (?:come|came|load|upload|display|open|go|get|render|arrive|attach|show up)(?: through)?`,
  `(?:haven't|have not|didn't|did not|forgot to|never|neglected to|failed to) (?:actually )?${giving} (?:me |with )*${theImage}`,
  `${giving} (?:me |with )*(?:the|an|a|your|any|that) (?:actual |original )?${image}\\b${whole}`,
  `without (?:actually |directly |being able to |having )*(?:see|seeing|seen|view|viewing|look at|looking at|observing)(?: ${theImage}| (?:it|them|anything|what|the (?:actual |real |specific )?(?:setup|things?|objects?|arrangement|environment|situation|workspace|robot))\\b(?!'s)|${ends})`,
  "hypothetical(?:ly)?",
  "(?:i'm|i am) blind",
];

/** What a model says that can't have looked, unless it says that it did. */
const guessing: readonly string[] = [
  "(?:as|i'm|i am|just|only) (?:just |only )?an? (?:large |ai |artificial intelligence )*language model",
  "(?:from|based on|given|going by) (?:your|the) (?:\\w+ )?description",
  "(?:from|based on|given) (?:your|the) (?:text|question|prompt) alone",
  "from experience",
  "(?:from|based on|using) (?:\\w+ )?(?:general|common|prior|world|everyday) (?:knowledge|sense|experience)",
];

/** The same in the languages that most answers in another one come in; a number in them is read, too. */
const abroad: readonly string[] = [
  "bild(?:er)? (?:leider )?nicht (?:sehen|öffnen|anzeigen)",
  "kein bild",
  "keinen zugriff auf (?:das|ein) bild",
  "ohne (?:das|ein) bild",
  "ne (?:peux|vois|puis) pas (?:\\S+ )?(?:l'|d'|les |la |cette |une )?(?:image|photo)",
  "aucune (?:image|photo)",
  "no (?:puedo|veo|tengo) (?:\\S+ ){0,2}(?:imagen|imágenes|foto)",
  "ninguna (?:imagen|foto)",
  "(?:non|não) (?:posso|vedo|riesco|consigo|vejo) (?:\\S+ ){0,3}(?:l'|un')?(?:immagin[ei]|foto|imagem|imagens)",
  "(?:看不到|看不见|无法(?:查看|看到|访问|处理)|没有(?:看到|收到)?)(?:任何|这张|该|您的)?(?:图片|图像|照片|图)",
  "画像(?:が|を|は)?(?:見え|見ることができ|確認でき|表示され|添付され)(?:ない|ません|ていません)",
];

const patternOf = (phrases: readonly string[]): RegExp =>
  new RegExp(`(?<![a-z])(?:${phrases.join("|")})`, "u");

const noSight = patternOf([...blind, ...abroad]);
const noLook = patternOf(guessing);

/** Words of somebody who looks at the picture. */
const sight =
  /\b(?:(?:in|from|on|of|at|by|given|across|using) (?:the|this|your|that) (?:provided |attached |given |uploaded |shared )?(?:image|picture|photo|photograph|scene|view|perspective)s?\b(?! description)|(?:appears?|looks?|seems?)\b(?! (?:reasonable|plausible|typical|likely|sensible|common|appropriate|a |like a ))|visually|i (?:can )?see\b|i observe|as seen|shown|depicted|pixels?|for scale|as (?:a |the )?(?:reference|scale)|for reference|(?:compared|relative|in proportion) to)/;

export const tellsOfSight = (lower: string): boolean => sight.test(lower);

/** The words that say that no picture was looked at; undefined when there are none, or what follows shows that one was. */
export const blindPhrase = (lower: string): string | undefined => {
  const denied = noSight.exec(lower);
  if (denied !== null) return denied[0].trim();
  const guessed = noLook.exec(lower);
  return guessed !== null && !tellsOfSight(lower) ? guessed[0] : undefined;
};
