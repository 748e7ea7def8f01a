import { gatherLabelled, overviewPage } from "../batch/index.js";
import { isOutput } from "../label/index.js";

/** What the root of a folder shows: a page, or the address of another. */
export type Root = { readonly html: string } | { readonly redirect: string };

/**
 * The first page of a folder, as what lies in it is now: of one labelled recording its report, of many their overview.
 * @throws SpatialRewardError export.unlabelled when nothing in it is label's
 */
export const rootOf = async (folder: string): Promise<Root> =>
  (await isOutput(folder))
    ? { redirect: "/report.html" }
    : { html: overviewPage(await gatherLabelled(folder)) };
