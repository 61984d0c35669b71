import { CloudOff, LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActRefusal } from '../../src-preload/contract.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';

/**
 * A section of settings that the office keeps and administrators save: until it is loaded, why it is not; then who may not
 * change it, its parts, and the bar with Save at the foot.
 */
export function DeskPage<D extends { canSave: boolean }, F>(page: {
  desk: D | null;
  draft: F | null;
  /** Why it could not be loaded, or loaded again. */
  notLoaded: ActRefusal | null;
  isLoading: boolean;
  words: { notLoaded: string; loading: string };
  load: () => void;
  bar: ReactNode;
  children: (desk: D, draft: F) => ReactNode;
}) {
  const routing = useTranslation('routing').t;
  const control = useTranslation('control').t;
  const { desk, draft, notLoaded } = page;
  if (!desk || !draft) {
    return (
      <div className="mt-3 rounded-3 border border-line">
        {notLoaded ? (
          <EmptyState
            icon={CloudOff}
            title={page.words.notLoaded}
            action={
              <Button busy={page.isLoading} onClick={page.load}>
                {routing('retry')}
              </Button>
            }
          >
            <p role="alert">{control(`refusal.${notLoaded}`)}</p>
          </EmptyState>
        ) : (
          <p role="status" className="px-3.5 py-6 text-center text-text-2">
            {page.words.loading}
          </p>
        )}
      </div>
    );
  }
  return (
    <>
      {!desk.canSave && (
        <p className="mt-3 flex items-center gap-2 rounded-2 border border-line bg-sunken px-3.5 py-2 text-text-2">
          <Icon of={LockKeyhole} />
          {routing('onlyAdmin')}
        </p>
      )}
      {notLoaded && (
        <p role="alert" className="mt-3 rounded-2 border border-caution-line bg-caution-tint px-3.5 py-2">
          {control(`refusal.${notLoaded}`)}
        </p>
      )}
      {/* What gets the keyboard is scrolled clear of the bar with Save at the foot. */}
      <div className="[&_:is(button,input,select)]:scroll-mb-36">{page.children(desk, draft)}</div>
      {page.bar}
    </>
  );
}
