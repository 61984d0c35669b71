import { useTranslation } from 'react-i18next';
import { controlLetters } from '../call-control/control-letters.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';

type Row = [what: string, ...keys: string[]];

/** `?`: every key there is, per place. */
export function KeysSheet({
  open,
  mac,
  letterKeys,
  onClose,
}: {
  open: boolean;
  mac: boolean;
  letterKeys: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation('app');
  const matters = useTranslation('matters').t;
  const agent = useTranslation('agent').t;
  const ctrl = mac ? '⌘' : 'Ctrl';
  const groups: [title: string, rows: Row[]][] = [
    [
      t('keys.everywhere'),
      [
        [t('keys.search'), `${ctrl} K`],
        [t('keys.callsScreen'), `${ctrl} 1`],
        [t('keys.mattersScreen'), `${ctrl} 5`],
        [t('statistics'), `${ctrl} 6`],
        [t('keys.timeScreen'), `${ctrl} 4`],
        [t('keys.callbacksScreen'), `${ctrl} 2`],
        [t('keys.tasksScreen'), `${ctrl} 3`],
        [t('keys.settingsScreen'), `${ctrl} ,`],
        [t('keys.privacy'), mac ? '⌘ ⇧ P' : 'Ctrl Shift P'],
        [t('keys.nextPane'), 'F6'],
        [t('keys.undo'), `${ctrl} Z`],
        [t('keys.allKeys'), '?'],
      ],
    ],
    [
      t('keys.list'),
      [
        [t('keys.move'), '↑', '↓', 'J', 'K'],
        [t('keys.open'), 'Enter'],
        [t('keys.back'), 'Esc'],
        [t('keys.ends'), 'Home', 'End'],
        [t('keys.filter'), '/'],
      ],
    ],
    [
      t('keys.call'),
      [
        [t('keys.status'), 'S', '1–4'],
        [t('keys.note'), 'N'],
        [t('keys.callNumber'), 'C'],
        [t('keys.heard'), 'H'],
        [t('keys.fileCall'), 'W', '1–9'],
        [t('keys.dialTyped'), `${ctrl} Enter`],
        [t('keys.send'), `${ctrl} Enter`],
      ],
    ],
    [
      t('keys.player'),
      [
        [t('keys.play'), 'Space'],
        [t('keys.seconds'), '←', '→'],
        [t('keys.turn'), '⇧ ←', '⇧ →'],
        [t('keys.speed'), ',', '.'],
        [t('keys.loop'), '[', ']'],
        [t('keys.follow'), 'F'],
        [t('keys.find'), `${ctrl} F`],
        [t('keys.hits'), 'F3', '⇧ F3'],
        [t('keys.comment'), 'M'],
        [t('keys.correct'), 'E'],
        [t('keys.verify'), 'V'],
      ],
    ],
    [
      t('keys.callbacks'),
      [
        [t('keys.callbackStatus'), '1–4'],
        [t('keys.callNumber'), 'C'],
        [t('keys.assign'), 'A'],
        [t('keys.due'), 'D'],
        [t('keys.editCallback'), 'E'],
        [t('keys.reached'), 'R'],
        [t('keys.noAnswer'), 'X'],
        [t('keys.add'), 'N'],
        [t('keys.openCall'), 'Enter'],
      ],
    ],
    [
      t('keys.tasks'),
      [
        [t('keys.done'), 'Space', 'X'],
        [t('keys.editTitle'), 'E'],
        [t('keys.assign'), 'A'],
        [t('keys.due'), 'D'],
        [t('keys.add'), 'N'],
        [t('keys.remove'), 'Delete'],
        [t('keys.openCall'), 'Enter'],
      ],
    ],
    [
      t('matters'),
      [
        [`${matters('list.new')}, ${matters('note')}`, 'N'],
        [matters('task'), 'T'],
        [matters('edit'), 'E'],
        [matters('callClient'), 'C'],
        [matters('find'), `${ctrl} F`],
        [matters('back'), 'Esc'],
      ],
    ],
    [
      t('keys.liveCall'),
      [
        [t('keys.hold'), controlLetters.hold],
        [t('keys.mute'), controlLetters.mute],
        [t('keys.transfer'), controlLetters.transfer],
        [t('keys.keypad'), controlLetters.keypad],
        [t('keys.hangUp'), controlLetters.hang_up],
      ],
    ],
    [
      agent('name'),
      [
        [agent('take'), 'T'],
        [agent('message'), 'E'],
        [agent('call_back'), 'B'],
        [agent('whisper'), 'W'],
      ],
    ],
  ];
  return (
    <Dialog
      title={t('keys.title')}
      {...(letterKeys ? {} : { description: t('keys.lettersOff') })}
      closeLabel={t('close')}
      width="sheet"
      open={open}
      onClose={onClose}
    >
      <div className="columns-3 gap-x-8">
        {groups.map(([title, rows]) => (
          <section key={title} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-meta font-semibold text-text-2">{title}</h3>
            <dl>
              {rows.map(([what, ...keys]) => (
                <div key={what} className="flex items-center gap-2 border-t border-line py-1.25">
                  <dt className="grow">{what}</dt>
                  <dd className="flex gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
