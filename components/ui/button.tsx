/** The page's buttons: `primary` for the one thing to do next. At least 44 px high. */
import type { ComponentProps } from "react";

interface ButtonProps extends ComponentProps<"button"> {
  readonly look?: "primary" | "plain";
}

const LOOKS = {
  // The border is seen where colours are forced.
  primary: "border border-transparent bg-accent text-accent-ink hover:opacity-90",
  plain: "border border-control-line bg-panel text-ink hover:border-ink-soft",
} as const;

export function Button({ look = "plain", className = "", ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={`${LOOKS[look]} min-h-11 cursor-pointer rounded-lg px-4 font-medium transition disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50 ${className}`}
      {...rest}
    />
  );
}
