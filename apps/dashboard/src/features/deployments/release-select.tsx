import { imageSize, releaseSelectWords } from '@nanoedge/words';
import { describedBy, Field } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/input.tsx';
import type { ReleaseDetail } from './releases.ts';

/** Releases newest first, each with size and architecture. */
export const ReleaseSelect = ({
  id,
  releases,
  value,
  current,
  error,
  onChange,
}: {
  id: string;
  releases: readonly ReleaseDetail[];
  value: string;
  current?: string;
  error: string | undefined;
  onChange: (release: string) => void;
}) => {
  const [newest] = releases;
  const isOlder = newest !== undefined && value !== newest.id && value !== current;
  const hint = isOlder ? releaseSelectWords.older(newest.version) : undefined;
  return (
    <Field id={id} label={releaseSelectWords.label} error={error} hint={hint}>
      <Select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, error, hint)}
      >
        {releases.map((release) => {
          const { version, architecture } = release;
          const text = releaseSelectWords.option(
            version,
            imageSize(release, null).text,
            architecture,
          );
          return (
            <option key={release.id} value={release.id}>
              {release.id === current ? releaseSelectWords.runsNow(text) : text}
            </option>
          );
        })}
      </Select>
    </Field>
  );
};
