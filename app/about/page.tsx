/** How it works, what it cannot tell, and what happens to the picture. */
import type { Metadata } from "next";
import type { ReactNode } from "react";

export const metadata: Metadata = { title: "How it works" };

const NOTICES = `${process.env.NEXT_PUBLIC_BASE_PATH ?? ""}/THIRD_PARTY_NOTICES.txt`;

export default function AboutPage() {
  return (
    <article className="max-w-2xl space-y-8 py-6 leading-relaxed">
      <h1 className="text-3xl font-semibold tracking-tight">How it works</h1>
      <Part title="What happens to the picture">
        The camera&rsquo;s frames go to a worker inside this browser tab and are dropped after they were read. Nothing
        is stored and nothing is sent: the page&rsquo;s own security policy forbids every connection to another host.
      </Part>
      <Part title="The way of a frame">
        A detector (BlazeFace) finds faces and six points on each. The face is turned upright by eyes, nose and mouth
        and cut out in grey. Bi-histogram equalization evens the light. A network of 50 layers (ResNet50), trained on
        faces for this page, turns the crop into 2,048 numbers, and a small classifier names the expression.
      </Part>
      <Part title="What it can tell, and what it cannot">
        It tells how a face looks: happy, sad or surprised; anything else is called &ldquo;other&rdquo;, unless neutral
        or all seven labels are chosen in the settings. A face that is too small, cut off, turned away, blurred, badly
        lit, grainy or covered gets that word in place of a label, where it is noticed; short of that, labels are less
        reliable, as they are for groups of people that are rare in the training pictures. An expression is not a
        feeling: people smile when they are nervous and look sad when they think.
      </Part>
      <Part title="What it must not be used for">
        Not for judging people: not at work, in schools, in hiring, in security or in medicine. In the European Union,
        inferring emotions at work and in education is prohibited. If you show it in public, tell people before they
        step in front of the camera.
      </Part>
      <Part title="Whose work it is made of">
        Face detector, mathematics and page stand on open work of others:{" "}
        <a className="text-accent underline" href={NOTICES}>
          their names and licences
        </a>
        .
      </Part>
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="text-xl font-semibold">{title}</h2>
      <p className="text-ink-soft mt-2">{children}</p>
    </section>
  );
}
