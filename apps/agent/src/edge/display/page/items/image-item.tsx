import type { ReactElement } from 'react';
import { Missing } from './missing.tsx';
import { useRetry } from './use-retry.ts';

export const ImageItem = ({ url, name }: { url: string; name: string }): ReactElement => {
  const { attempt, failed, fail, succeed } = useRetry();
  return (
    <>
      <img
        key={attempt}
        className={failed ? 'full-image away' : 'full-image'}
        src={`${url}?try=${attempt}`}
        alt={name}
        onError={fail}
        onLoad={succeed}
      />
      {failed ? <Missing what={name} /> : null}
    </>
  );
};
