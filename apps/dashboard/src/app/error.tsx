'use client';

import { Problem } from '@/components/ui/feedback.tsx';

const ErrorPage = ({ reset }: { error: Error; reset: () => void }) => (
  <div className="p-4">
    <h1 className="px-4 pt-4 text-lg font-semibold">This page broke</h1>
    <Problem
      title="Something in this page went wrong"
      detail="The rest of the dashboard goes on. Open the page again; if it stays broken, reload."
      retry={reset}
    />
  </div>
);

export default ErrorPage;
