// One point of the time line, everywhere on the page.
import { chartsOf } from "../charts.js";
import type { Recording } from "../recording.js";
import { drawMarks } from "./marks.js";
import { momentRows } from "./moment-rows.js";
import { createPictures } from "./pictures.js";
import { drawPlots } from "./plots.js";
import { createReadout } from "./readout.js";
import { followStrip } from "./strip.js";
import { lengthText, timeText } from "./texts.js";
import { the } from "./the.js";
import { drawTimebar } from "./timebar.js";

/** What the picture shows, for who can't see it. */
const pictureText = ({ curves, moments }: Recording, at: number): string => {
  const lengths = moments.lines.map(({ key }) => {
    const curve = curves.distances.find((each) => each.key === key);
    return `${key} ${lengthText(curve?.filtered[at])}`;
  });
  return [`what the camera saw at ${timeText(curves.times[at] ?? 0)}`, ...lengths].join("; ");
};

/** Shows one point of the time line everywhere on the page. */
export const createView = (
  recording: Recording,
  place: HTMLElement,
  go: (point: number) => void,
) => {
  const { curves, moments } = recording;
  const plots = drawPlots(chartsOf(curves), place, go);
  const tell = createReadout(the("moment", HTMLElement));
  const seek = the("seek", HTMLInputElement);
  const marks = document.getElementById("marks");
  const image = document.getElementById("picture");
  const show =
    image instanceof HTMLImageElement ? createPictures(image, moments.pictures) : undefined;
  drawTimebar(the("timebar", HTMLCanvasElement), curves);
  const at = (point: number): void => {
    show?.(point);
    if (image instanceof HTMLImageElement) image.alt = pictureText(recording, point);
    if (marks) drawMarks(marks, point, moments, curves);
    tell(momentRows(recording, point));
    const time = curves.times[point] ?? 0;
    seek.value = String(point);
    seek.setAttribute("aria-valuetext", `${timeText(time)}, frame ${moments.frames[point] ?? 0}`);
    followStrip(time);
    plots.moveTo(point);
  };
  return { at, show: plots.show };
};
