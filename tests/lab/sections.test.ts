/** Which parts the evidence page lists. */
import { expect, it } from "vitest";
import { SECTION_TITLES, sectionsOnPage } from "../../components/lab/sections";

it("lists all parts once the report is there, in the page's order", () => {
  expect(sectionsOnPage({ notes: ["a note"] })).toEqual(Object.keys(SECTION_TITLES));
  expect(sectionsOnPage({ notes: [] })).not.toContain("limits");
});

it("lists what needs no report without one", () => {
  expect(sectionsOnPage(null)).toEqual(["accuracy", "peers", "robustness", "slips"]);
});
