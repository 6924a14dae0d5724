/**
 * `npm run classify --crops a.jpg`: what stands before "--" npm takes for settings of its own. The command never sees it
 * but as npm_config_crops in its environment, and would run with its defaults without a word.
 */
import { UsageError } from "./usage-error";

const PREFIX = "npm_config_";

/** Settings of npm 10 and 11 (@npmcli/config, definitions.js), and what it says of itself in the same way. */
const NPMS_OWN = new Set(
  `
    _auth access all allow_directory allow_file allow_git allow_remote allow_same_version allow_scripts
    allow_scripts_pending allow_scripts_pin also audit audit_level auth_type before bin_links browser bypass_2fa ca
    cache cache_max cache_min cafile call cert cidr color commit_hooks cpu dangerously_allow_all_scripts depth
    description dev diff diff_dst_prefix diff_ignore_all_space diff_name_only diff_no_prefix diff_src_prefix
    diff_text diff_unified dry_run editor engine_strict expect_result_count expect_results expires fetch_retries
    fetch_retry_factor fetch_retry_maxtimeout fetch_retry_mintimeout fetch_timeout force foreground_scripts
    format_package_lock fund git git_tag_version global global_prefix global_style globalconfig heading https_proxy
    if_present ignore_scripts include include_attestations include_staged include_workspace_root init_author_email
    init_author_name init_author_url init_license init_module init_private init_type init_version install_links
    install_strategy json key legacy_bundling legacy_peer_deps libc link local_address local_prefix location
    lockfile_version loglevel logs_dir logs_max long maxsockets message min_release_age min_release_age_exclude name
    node_gyp node_options node_version noproxy npm_version offline omit omit_lockfile_registry_resolved only
    optional orgs orgs_permission os otp pack_destination package package_lock package_lock_only packages
    packages_all packages_and_scopes_permission parseable password prefer_dedupe prefer_offline prefer_online prefix
    preid production progress provenance provenance_file proxy read_only rebuild_bundle registry
    replace_registry_host save save_bundle save_dev save_exact save_optional save_peer save_prefix save_prod
    sbom_format sbom_type scope scopes script_shell searchexclude searchlimit searchopts searchstaleness shell
    shrinkwrap sign_git_commit sign_git_tag strict_allow_scripts strict_peer_deps strict_ssl tag tag_version_prefix
    timing token_description umask unicode update_notifier usage user_agent userconfig version versions viewer which
    workspace workspaces workspaces_update yes
  `
    .trim()
    .split(/\s+/),
);

/** Names of up to so many letters may be one letter off, longer ones two: `jobs`, which builds use, is not `json`. */
const SHORT_NAME = 5;
/** Letters from which on a beginning counts. */
const SHORTEST_BEGINNING = 2;

/** `options`: names without dashes in front. Throws UsageError for one that npm took, also begun or misspelled. */
export function refuseOptionsNpmTook(
  options: readonly string[],
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): void {
  // Typed after "--" as well, it is a setting that somebody keeps.
  const untyped = options.filter((option) => !argv.some((argument) => argument.split("=")[0] === `--${option}`));
  for (const key of Object.keys(environment).filter((name) => name.startsWith(PREFIX))) {
    const option = optionMeantBy(key.slice(PREFIX.length), untyped);
    if (option !== undefined) {
      throw new UsageError(
        `--${option}: got it before "--" (as ${key}), where npm takes it for its own, expected it after "--"`,
      );
    }
  }
}

function optionMeantBy(name: string, options: readonly string[]): string | undefined {
  const exact = options.find((option) => settingOf(option) === name || npmsCompletionOf(option) === name);
  if (exact !== undefined || NPMS_OWN.has(name)) return exact;
  const begun = options.filter((option) => settingOf(option).startsWith(name));
  if (name.length >= SHORTEST_BEGINNING && begun.length === 1) return begun[0];
  return options.find((option) => {
    const setting = settingOf(option);
    return lettersOff(name, setting) <= (setting.length > SHORT_NAME ? 2 : 1);
  });
}

/** npm reads "--no-x" as x without a value. */
const settingOf = (option: string): string => option.replace(/^no-/, "").replaceAll("-", "_");

/** npm takes an unambiguous beginning for the whole: --head for its own --heading. */
function npmsCompletionOf(option: string): string | null {
  const completions = [...NPMS_OWN].filter((name) => name.startsWith(settingOf(option)));
  return completions.length === 1 ? completions[0] : null;
}

/** Letters to add, to drop or to change until both are the same (Levenshtein 1966). */
function lettersOff(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min(row[j] + (letter === other ? 0 : 1), row[j + 1] + 1, next[j] + 1));
    }
    row = next;
  }
  return row[b.length];
}
