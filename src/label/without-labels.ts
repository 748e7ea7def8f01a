import { type BagMetadata, type BagPart, type BagReader, provenanceName } from "../bag/index.js";
import { isLabelTopic } from "./settings.js";

interface Source {
  readonly topics: BagPart["topics"];
  readonly metadata: BagMetadata;
  readonly messages: BagPart["messages"];
}

const unlabelled = ({ topics, metadata, messages }: Source): Source => {
  const kept = topics.filter(({ name }) => !isLabelTopic(name));
  return {
    topics: kept,
    metadata: new Map([...metadata].filter(([name]) => name !== provenanceName)),
    messages: (options) =>
      messages({
        topics: (options?.topics ?? kept.map(({ name }) => name)).filter(
          (name) => !isLabelTopic(name),
        ),
      }),
  };
};

/** A file that can't be copied and added to (it has no `whole`): it must be written anew to lose its labels. */
const unlabelledPart = (part: BagPart): BagPart => {
  const { path, format, truncated, start, end } = part;
  const source = unlabelled({
    topics: part.topics,
    metadata: part.metadata,
    messages: (options) => part.messages(options),
  });
  return {
    path,
    format,
    truncated,
    ...source,
    get remarks() {
      return part.remarks;
    },
    count: source.topics.reduce((sum, { count = 0 }) => sum + count, 0),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    close: () => part.close(),
  };
};

/** A labelled recording as it was before: without our topics and our provenance. */
export const withoutLabels = (reader: BagReader): BagReader => {
  const { path, files, format, truncated, rosDistro, customData, start, end } = reader;
  const source = unlabelled({
    topics: reader.topics,
    metadata: reader.metadata(),
    messages: (options) => reader.messages(options),
  });
  return {
    path,
    files,
    format,
    truncated,
    rosDistro,
    customData,
    get remarks() {
      return reader.remarks;
    },
    topics: source.topics,
    messages: source.messages,
    metadata: () => source.metadata,
    parts: reader.parts.map(unlabelledPart),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    close: () => reader.close(),
  };
};
