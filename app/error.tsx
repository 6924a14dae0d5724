/** Last resort: a page that failed says so and offers another try. */
"use client";

export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <section role="alert" className="border-line bg-panel m-auto max-w-lg rounded-xl border p-6">
      <h1 className="text-xl font-semibold">This page failed</h1>
      <p className="text-ink-soft mt-2">{error.message}</p>
      <button
        type="button"
        onClick={reset}
        className="bg-accent text-accent-ink mt-4 min-h-11 cursor-pointer rounded-lg px-4 font-medium"
      >
        Try again
      </button>
    </section>
  );
}
