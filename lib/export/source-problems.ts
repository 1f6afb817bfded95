import { posix } from 'node:path';
import type { GitSource } from './exported-site';
import type { GitopsEngine } from './layout';

/** What a GitRepository of Flux takes as its URL (source.toolkit.fluxcd.io, GitRepositorySpec). */
const fluxUrl = /^(https?|ssh):\/\/[^\s/]+\/\S+$/;
/** The form that git takes for SSH and Flux does not: `git@host:path`. */
const scpForm = /^(?:([\w.-]+)@)?([\w.-]+):(?!\/\/)\/?([^\s\\]+)$/;
/** A password in an address, which would stand in files that are committed: `https://user:password@host`. */
const passwordForm = /^[a-z]+:\/\/[^\s/@]*:[^\s/@]*@/i;
/** A token in the place of a user, as GitHub and GitLab take it: by its beginning, or longer than names of users are. */
const tokenForm = /^https?:\/\/((gh[a-z]_|github_pat_|glpat-)[^\s/@]*|[^\s/@]{20,})@/i;
/** A branch as git takes it (git-check-ref-format(1)), no part of which begins with a dot or ends with `.lock`, or a revision of another kind without blanks. Argo CD makes Applications of a template (text/template of Go). */
const revisionForm = /^(?![-/]|@$)(?!.*(\.\.|\/\/|@\{|\{\{|\.lock(\/|$)|[/.]$))(?!(.*\/)?\.)[^\p{Cc}\s~^:?*[\\]+$/u;
/** A folder inside a repository, in characters that no engine takes for a pattern or a template. */
const folderForm = /^(?!\.\.(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/;

/** The folder without what says nothing: `./gitops/` is `gitops`, and `.` the root of the repository. */
export function plainFolder(path: string): string {
  return posix.normalize(path).replace(/\/$/, '');
}

/** What the engine could not use of where it is told to look. */
export function sourceProblems(engine: GitopsEngine, { repository, revision, path }: GitSource): string[] {
  return [
    ...repositoryProblems(engine, repository),
    ...(engine === 'flux' && revision === 'HEAD'
      ? [`--revision = 'HEAD': Flux takes the name of a branch; allowed: a branch as git names it, such as main`]
      : []),
    ...(revisionForm.test(revision) ? [] : [`--revision = '${revision}': it is no branch; allowed: a branch as git names it`]),
    ...(folderForm.test(plainFolder(path))
      ? []
      : [`--path = '${path}': it is no folder of the repository; allowed: a relative path without '..', such as clusters/edge`]),
  ];
}

function repositoryProblems(engine: GitopsEngine, repository: string): string[] {
  if (passwordForm.test(repository) || tokenForm.test(repository))
    return [
      '--repository: it has a password or a token, which would stand in files; allowed: an address without one; remedy: give the engine a Secret for the repository',
    ];
  // What stands there is not shown: it may be a token.
  if (/[?#]/.test(repository))
    return ["--repository: it has a '?' or a '#', which no repository has; allowed: an address without"];
  if (repository.includes('{{'))
    return [`--repository = '${repository}': Argo CD would take '{{' for a template; allowed: an address without it`];
  const [, user, host, path] = scpForm.exec(repository) ?? [];
  if (engine === 'flux' && host !== undefined && path !== undefined)
    return [
      `--repository = '${repository}': Flux takes no address of this form; allowed: https://, http:// or ssh://; ` +
        `remedy: --repository ssh://${user === undefined ? '' : `${user}@`}${host}/${path}`,
    ];
  const isUrl = fluxUrl.test(repository) && URL.canParse(repository);
  const isUsable = isUrl || (engine === 'argocd' && host !== undefined);
  return isUsable
    ? []
    : [
        `--repository = '${repository}': it is no address of a git repository; allowed: https://host/path.git or ssh://git@host/path.git` +
          (engine === 'flux' ? '' : ', or git@host:path.git'),
      ];
}
