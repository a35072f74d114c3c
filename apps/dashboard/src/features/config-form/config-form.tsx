'use client';

import type { ProblemDetail } from '@nanoedge/protocol';
import { configWords } from '@nanoedge/words';
import { useId } from 'react';
import { FieldError } from '@/components/ui/field.tsx';
import { Textarea } from '@/components/ui/input.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { configPath, type Problems } from './read.ts';
import type { ConfigState } from './use-config.ts';
import { usePlaceNames } from './use-place-names.ts';
import { detailText } from '@/browser/api/problem.ts';
import { FieldInput } from './field-input.tsx';
import { GroupFields } from './group-input.tsx';

/**
 * Problems that are shown: those of what was typed (once somebody tried to send it), and the
 * server's.
 */
const shownProblems = (own: Problems, refused: readonly ProblemDetail[]): Problems =>
  new Map([
    ...refused.flatMap((problem) => {
      const path = configPath(problem.field);
      return path === null ? [] : [[path, detailText(problem)] as const];
    }),
    ...own,
  ]);

const AsJson = ({ config, error }: { config: ConfigState; error: string | undefined }) => {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <Textarea
        id={id}
        aria-label={configWords.asJson}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : `${id}-error`}
        value={config.json}
        onChange={(event) => config.setJson(event.target.value)}
        spellCheck={false}
        className="min-h-44 text-xs md:text-xs"
      />
      {error === undefined ? null : <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
};

/** The config as a form made from the release's schema, or as JSON. */
export const ConfigForm = ({
  config,
  tried,
  refused,
}: {
  config: ConfigState;
  tried: boolean;
  refused: readonly ProblemDetail[];
}) => {
  const suggest = usePlaceNames();
  const problems = shownProblems(tried ? config.problems : new Map(), refused);
  const { form, draft, asJson } = config;
  const general = problems.get('');
  // As JSON there are no places, so every problem is said below the text
  const everything = [...problems]
    .map(([path, message]) => (path === '' ? message : configWords.problemAt(path, message)))
    .join(' ');
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <div className="flex items-center justify-between gap-2">
        <legend className="contents text-xs font-medium text-ink-soft">
          <span>{configWords.title}</span>
        </legend>
        {form === null ? (
          <span className="text-xs text-ink-faint">{configWords.noSchema}</span>
        ) : (
          <Segmented
            label={configWords.editAs}
            value={asJson ? 'json' : 'form'}
            options={[
              { value: 'form', label: configWords.kinds.form },
              { value: 'json', label: configWords.kinds.json },
            ]}
            onChange={(value) => config.showJson(value === 'json')}
          />
        )}
      </div>
      {asJson || form === null || draft?.kind !== 'group' ? (
        <AsJson config={config} error={everything === '' ? undefined : everything} />
      ) : (
        <>
          <GroupFields
            field={form}
            draft={draft}
            path=""
            problem={(path) => problems.get(path)}
            suggest={suggest}
            Inner={FieldInput}
            onChange={config.setDraft}
          />
          {general === undefined ? null : <FieldError>{general}</FieldError>}
        </>
      )}
    </fieldset>
  );
};
