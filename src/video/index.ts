export { withVideoDecoded } from "./decoded.js";
export { surveyVideo, type VideoSurvey } from "./survey.js";
export { type VideoFrame, type VideoPart, videoFrames } from "./video-file.js";
