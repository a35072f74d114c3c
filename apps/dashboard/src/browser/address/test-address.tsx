import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import { type ReactNode, useEffect, useMemo, useState } from 'react';

/** The address for tests: what components read follows what they write, as Next does it. */
export const TestAddress = ({ children }: { children: ReactNode }) => {
  const [search, setSearch] = useState(window.location.search);
  useEffect(() => {
    const { history } = window;
    const replace = history.replaceState.bind(history);
    history.replaceState = (...given) => {
      replace(...given);
      setSearch(window.location.search);
    };
    return () => {
      history.replaceState = replace;
    };
  }, []);
  const params = useMemo(() => new URLSearchParams(search), [search]);
  return <SearchParamsContext value={params}>{children}</SearchParamsContext>;
};
