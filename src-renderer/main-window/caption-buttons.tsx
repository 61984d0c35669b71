import { useTranslation } from 'react-i18next';

const shapes = {
  minimise: 'M0 5h10',
  toggle_maximise: 'M.5.5h9v9h-9z',
  close: 'M0 0l10 10M10 0L0 10',
} as const;
const words = { minimise: 'minimise', toggle_maximise: 'maximise', close: 'closeWindow' } as const;
export type WindowAction = keyof typeof shapes;

/** The window has no frame on Windows and Linux; macOS draws its own lights. */
export function CaptionButtons({ onAct }: { onAct: (action: WindowAction) => void }) {
  const { t } = useTranslation('app');
  return (
    <div className="window-no-drag ml-2 flex self-stretch text-text-2">
      {(['minimise', 'toggle_maximise', 'close'] as const).map((action) => (
        <button
          key={action}
          type="button"
          tabIndex={-1}
          aria-label={t(words[action])}
          onClick={() => onAct(action)}
          className={`flex w-11 items-center justify-center ${action === 'close' ? 'hover:bg-critical hover:text-on-critical' : 'hover:bg-hover'}`}
        >
          <svg viewBox="0 0 10 10" className="size-2.5 fill-none stroke-current" aria-hidden="true">
            <path d={shapes[action]} />
          </svg>
        </button>
      ))}
    </div>
  );
}
