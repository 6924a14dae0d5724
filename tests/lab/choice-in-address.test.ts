/** The evidence page's choice as it stands in the address. Made-up report. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choiceFromQuery, queryWithChoice } from "../../components/lab/choice-in-address";
import { findCell, firstChoice, type Choice } from "../../components/lab/choose-cell";
import { exampleReport } from "../experiments/example-answers";

const report = exampleReport();
const read = (query: string) => choiceFromQuery(new URLSearchParams(query), report);

describe("choice in the address", () => {
  it("is the first choice where the address says nothing", () => {
    expect(read("")).toEqual({ choice: firstChoice(report), problems: [] });
  });

  it("comes back as it was written, whatever else stands in the address", () => {
    fc.assert(
      fc.property(fc.constantFrom(...report.cells), (cell) => {
        const { backbone, protocol, set, augmentation, equalized, classifier } = cell;
        const choice: Choice = { backbone, protocol, set, augmentation, equalized, classifier };
        const query = queryWithChoice(new URLSearchParams("other=kept"), choice);
        expect(query.get("other")).toBe("kept");
        expect(choiceFromQuery(query, report)).toEqual({ choice, problems: [] });
      }),
    );
  });

  it("is a cell that was measured, even where the address asks for none of them", () => {
    const { choice, problems } = read("backbone=imagenet&augmentation=rotation-flip");
    expect(choice.backbone).toBe("imagenet");
    expect(findCell(report.cells, choice)).toBeDefined();
    expect(problems).toEqual([]);
  });

  it("names what the report does not have, with got and expected, and keeps the rest", () => {
    const { choice, problems } = read("classifier=forest&equalized=yes&set=DS1");
    expect(choice).toMatchObject({ set: "DS1", classifier: firstChoice(report).classifier });
    expect(problems).toEqual([
      expect.stringMatching(/^classifier: got "forest", expected one of wide-network, .*linear-svm$/),
      'equalized: got "yes", expected one of 0, 1',
    ]);
  });
});
