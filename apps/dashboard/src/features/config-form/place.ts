import type { ComponentType } from 'react';
import type { Draft } from './draft.ts';
import type { ConfigField } from './fields.ts';

/**
 * What every place of the config gets from the form. `Inner` draws any place; handed down, because
 * places contain places.
 */
interface FormProps {
  problem: (path: string) => string | undefined;
  suggest: (key: string) => readonly string[];
  Inner: ComponentType<PlaceProps>;
}

/** A place of the config in the form. `problem` looks up what is wrong at a path. */
export type PlaceProps<F extends ConfigField = ConfigField, D extends Draft = Draft> = FormProps & {
  field: F;
  draft: D;
  path: string;
  onChange: (draft: Draft) => void;
};
