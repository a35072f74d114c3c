import { type Comment, type ParseResult, type Program, parseSync } from 'oxc-parser';

/** One import or re-export, as it is written. */
export interface ImportLine {
  specifier: string;
  /** Nothing of it is left when the types are stripped. */
  typeOnly: boolean;
  line: number;
}

/** One TypeScript file, parsed. */
export interface SourceText {
  path: string;
  text: string;
  program: Program;
  comments: readonly Comment[];
  imports: readonly ImportLine[];
  lineOf: (offset: number) => number;
}

/** Tests, what supports them and benches: they may reach further than what is shipped. */
export const isTest = (path: string): boolean =>
  /\.test\.tsx?$|\/(?:test|bench)\/|^e2e\/|\/vitest\.config\.ts$/.test(path);

const importsOf = (
  { module, program }: ParseResult,
  text: string,
  lineOf: (offset: number) => number,
): ImportLine[] => {
  const fixed = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    line: lineOf(moduleRequest.start),
  }));
  const passedOn = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest === null
        ? []
        : [
            {
              specifier: moduleRequest.value,
              typeOnly: isType,
              line: lineOf(moduleRequest.start),
            },
          ],
    ),
  );
  const late = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^['"`]([^'"`$]+)['"`]$/.exec(
      text.slice(moduleRequest.start, moduleRequest.end),
    );
    return literal?.[1] === undefined
      ? []
      : [{ specifier: literal[1], typeOnly: false, line: lineOf(moduleRequest.start) }];
  });
  return program.body.length === 0 ? [] : [...fixed, ...passedOn, ...late];
};

const lineCounter = (text: string): ((offset: number) => number) => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    const after = starts.findIndex((start) => start > offset);
    return after === -1 ? starts.length : after;
  };
};

export const parseSource = (path: string, text: string): SourceText => {
  const result = parseSync(path, text);
  const lineOf = lineCounter(text);
  return {
    path,
    text,
    program: result.program,
    comments: result.comments,
    imports: importsOf(result, text, lineOf),
    lineOf,
  };
};
