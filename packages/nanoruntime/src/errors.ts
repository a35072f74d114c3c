/**
 * A service's code cannot run on the nano runtime: an import that is not there, or a syntax error.
 */
export class BundleError extends Error {
  override readonly name = 'BundleError';
  /** The services that were bundled together; the message says in which file the problem is. */
  readonly entries: readonly string[];

  constructor(entries: readonly string[], problems: readonly string[]) {
    super(
      `cannot bundle ${entries.join(', ')}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    );
    this.entries = entries;
  }
}

/** A command that the build needs (docker, debootstrap, tar) failed or is not installed. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly command: string;
  readonly status: number | undefined;
  readonly stderr: string;

  constructor(argv: readonly string[], status: number | undefined, stderr: string) {
    const ending = status === undefined ? 'did not run' : `ended with status ${status}`;
    super(`${argv.join(' ')} ${ending}: ${stderr.trim().split('\n').slice(-12).join('\n')}`);
    this.command = argv.join(' ');
    this.status = status;
    this.stderr = stderr;
  }
}

/** The Docker Engine runs on an architecture that the runtime is not built for. */
export class UnsupportedEngineError extends Error {
  override readonly name = 'UnsupportedEngineError';

  constructor(architecture: string) {
    super(
      `the Docker Engine runs on ${architecture || 'an unknown architecture'}, which is none of amd64, arm64, arm`,
    );
  }
}

/** A nanoservice's manifest cannot be used: `remedy` says what to do about it. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly remedy: string;

  constructor(file: string, problem: string, remedy: string) {
    super(`${file}: ${problem}. ${remedy}`);
    this.remedy = remedy;
  }
}

export class MissingOutputError extends Error {
  override readonly name = 'MissingOutputError';

  constructor(file: string) {
    super(`the builder did not make ${file}`);
  }
}
