import { useEffect, useState, type ReactElement } from 'react';
import { Missing } from './missing.tsx';
import { useRetry } from './use-retry.ts';

export const ImageItem = ({ url, name }: { url: string; name: string }): ReactElement => {
  const { attempt, failed, fail, succeed } = useRetry();
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    const picture = new Image();
    picture.src = `${url}?try=${attempt}`;
    // Unpacked before it is shown, so that it takes the place of the one before without a flash
    picture.decode().then(
      () => {
        if (gone) return;
        setShown(picture.src);
        succeed();
      },
      () => {
        if (!gone) fail();
      },
    );
    return () => {
      gone = true;
    };
  }, [url, attempt, fail, succeed]);
  if (shown === null) return failed ? <Missing what={name} /> : <div className="bare" />;
  return <img className="full-image" src={shown} alt={name} />;
};
