/** The folder that a command was typed in: npm runs scripts in the project's own. Paths of the command line start here. */
export const TYPED_IN = process.env.INIT_CWD ?? process.cwd();
