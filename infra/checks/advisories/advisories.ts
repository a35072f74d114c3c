import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

/** What came of asking for the packages' known weaknesses; `lines` say it. */
export interface AdvisoryVerdict {
  verdict: 'clean' | 'found' | 'not checked';
  lines: string[];
}

const Report = z.object({
  advisories: z.record(
    z.string(),
    z.object({
      module_name: z.string(),
      severity: z.string(),
      title: z.string(),
      url: z.string(),
      findings: z.array(z.object({ version: z.string(), paths: z.array(z.string()) })),
    }),
  ),
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Not a report, which the schema says
    return undefined;
  }
};

/** One line of pnpm's drawn error message: its marks and line breaks gone. */
const plain = (message: string): string =>
  message
    .replaceAll(/^\s*[×│├╰─▶]+ ?/gmu, '')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll('/ ', '/')
    .trim();

/** Judges what `pnpm audit --json` wrote to its two streams. */
export const judgeAudit = (out: string, complaints: string): AdvisoryVerdict => {
  const report = Report.safeParse(parsed(out));
  if (!report.success) return { verdict: 'not checked', lines: [plain(complaints || out)] };
  const lines = Object.values(report.data.advisories).map(
    ({ module_name, severity, title, url, findings }) =>
      `${severity}: ${module_name} ${findings.map(({ version }) => version).join(', ')}: ` +
      `${title} (${url}), by ${findings[0]?.paths[0] ?? 'nobody'}`,
  );
  return { verdict: lines.length === 0 ? 'clean' : 'found', lines };
};

/** Asks the registry of `env`, without one of ours, whether it knows of weaknesses in the packages of the lock file. */
export const askForAdvisories = (root: string, env?: NodeJS.ProcessEnv): Promise<AdvisoryVerdict> =>
  new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules/.bin/pnpm'), ['audit', '--json'], {
      cwd: root,
      ...(env === undefined ? {} : { env }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = { out: '', complaints: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (texts.out += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (texts.complaints += chunk));
    child.on('error', reject);
    child.on('close', () => resolve(judgeAudit(texts.out, texts.complaints)));
  });
