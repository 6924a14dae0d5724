/** Tailwind 4 as PostCSS plug-in. */
const config = { plugins: { "@tailwindcss/postcss": {} } };

export default config;
