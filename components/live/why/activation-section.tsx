/** The crop as it is aligned, equalized, and with the places that speak for the label; what the colours mean, in words. */
import type { ReactNode } from "react";
import { labelWord } from "@/lib/overlay/face-words";
import type { ActivationMap, Inspection } from "@/lib/types";
import { DataTable } from "../../ui/data-table";
import { CropFigure } from "./crop-figure";
import { cropPixels, HEAT_COLOURS, heatPixels, sharesOfStrongest } from "./crop-pixels";
import { signedPercent } from "./format";

export function ActivationSection({ inspection }: { inspection: Inspection }) {
  const { crop, equalizedCrop, isEqualized, activation } = inspection;
  const { label, headName, isExact, side } = activation;
  const looks = `“looks ${labelWord(label)}”`;
  const size = `${crop.side} × ${crop.side} pixels`;
  return (
    <section className="space-y-3">
      <h3 className="font-semibold">Where the network looked</h3>
      <div className="grid max-w-lg grid-cols-3 gap-2 sm:gap-4">
        <CropFigure
          side={crop.side}
          pixels={cropPixels(crop)}
          description={`The face, cut out and turned upright, in grey, ${size}`}
          caption="Aligned crop"
        />
        <CropFigure
          side={crop.side}
          pixels={cropPixels(equalizedCrop)}
          description={`The same crop with its light evened, ${size}`}
          caption="Equalized crop"
        />
        <CropFigure
          side={crop.side}
          pixels={heatPixels(isEqualized ? equalizedCrop : crop, activation)}
          description={`The crop coloured by what speaks for ${looks}; the numbers are in the table below`}
          caption={`What speaks for ${looks}`}
        />
      </div>
      <ul className="space-y-1 text-sm">
        <Colour name="for">Orange: speaks for {looks}.</Colour>
        <Colour name="against">Blue: speaks against it. No colour: little either way.</Colour>
      </ul>
      <p className="text-ink-soft max-w-2xl text-sm">
        As the classifier “{headName}” reads it, on {side} × {side} places, each of which sees more of the crop than its
        own part; a larger input size gives finer ones.{" "}
        {isExact
          ? "Exact: this classifier is linear, so the places add up to its score, up to a constant."
          : "An estimate by the gradient (Grad-CAM), since this classifier is not linear."}
      </p>
      <p className="max-w-2xl text-sm">
        It shows where the network looked, not why the person looks so, and nothing of what they feel.
      </p>
      <details>
        <summary className="w-fit cursor-pointer py-2 text-sm">The map as a table</summary>
        <ActivationTable activation={activation} looks={looks} />
      </details>
    </section>
  );
}

function Colour({ name, children }: { name: keyof typeof HEAT_COLOURS; children: ReactNode }) {
  return (
    <li className="flex items-center gap-2">
      <svg aria-hidden="true" width="16" height="16" className="shrink-0">
        <rect width="16" height="16" rx="3" fill={`rgb(${HEAT_COLOURS[name].join(", ")})`} />
      </svg>
      <span>{children}</span>
    </li>
  );
}

function ActivationTable({ activation, looks }: { activation: ActivationMap; looks: string }) {
  const { side } = activation;
  const shares = sharesOfStrongest(activation);
  const places = Array.from({ length: side }, (_, index) => index);
  return (
    <DataTable testId="activation-table" caption={`What speaks for ${looks}, in % of the strongest place`}>
      <thead>
        <tr>
          <td />
          {places.map((column) => (
            <th key={column} scope="col">
              Column {column + 1}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {places.map((row) => (
          <tr key={row}>
            <th scope="row">Row {row + 1}</th>
            {places.map((column) => (
              <td key={column}>{signedPercent(shares[row * side + column])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
