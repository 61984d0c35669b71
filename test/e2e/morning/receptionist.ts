import { expect, type Locator } from '@playwright/test';
import type { AppUnderTest } from '../harness/app-under-test.ts';
import type { NewContact } from './read-morning.ts';

const patience = { timeout: 20_000 };

/** Her hands: whatever she does is a key. Nothing here clicks, fills or puts the focus anywhere. */
export function createReceptionist(app: AppUnderTest) {
  const { keyboard } = app.page;
  const { main, popup } = app;

  const isFocused = (target: Locator) => target.evaluate((element) => element === element.ownerDocument.activeElement);

  /** Tab, as often as a patient person would, until it has the keyboard. */
  async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await expect(target).toBeVisible();
    for (let presses = 0; presses < 40; presses += 1) {
      if (await isFocused(target)) return;
      await keyboard.press(key);
    }
    throw new Error(`${key} never comes to ${target.toString()}`);
  }

  const hasKeyboard = async () => (await app.keyboardIn()) === 'call-popup';

  /** The key combination hands the keyboard to the popup, and its first button or list has it. */
  async function takePopup(): Promise<void> {
    if (await hasKeyboard()) return;
    await expect.poll(() => app.popupIsVisible(), patience).toBe(true);
    await keyboard.press('Control+Shift+F2');
    await expect.poll(hasKeyboard, patience).toBe(true);
    await expect.poll(() => popup.locator('[data-popup] :focus').count(), patience).toBe(1);
  }
  /** Esc, back to the window. */
  async function leavePopup(): Promise<void> {
    if (await hasKeyboard()) await keyboard.press('Escape');
    await expect.poll(() => app.keyboardIn(), patience).toBe('main-window');
  }

  const candidates = () => popup.getByRole('listbox', { name: /^(Who is calling|Which matter is it about)\?$/ });
  const inPopup = (name: RegExp) => popup.getByRole('button', { name });

  async function pressDigitOf(row: Locator): Promise<void> {
    await keyboard.press(`Digit${(await row.getAttribute('data-digit')) ?? ''}`);
  }

  const onPopup = {
    takePopup,
    leavePopup,
    async choose(who: RegExp) {
      await takePopup();
      // You answered: the list is one Tab further than the first button.
      await tabTo(candidates());
      await pressDigitOf(candidates().getByRole('option', { name: who }));
      await expect(candidates()).toBeHidden();
    },
    async someoneElse({ types, takes }: { types: string; takes: string }) {
      await takePopup();
      await tabTo(candidates());
      await keyboard.press('Digit0');
      const field = popup.getByRole('combobox', { name: 'Who is it?' });
      await expect(field).toBeFocused();
      await keyboard.type(types);
      await expect(popup.getByRole('option').first()).toHaveAccessibleName(new RegExp(takes));
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await expect(field).toBeHidden();
    },
    async newContact({ name, organisation, matter, role }: NewContact) {
      await takePopup();
      await tabTo(inPopup(/^New contact$/));
      await keyboard.press('Enter');
      await expect(popup.getByRole('textbox', { name: 'Who is it?' })).toBeFocused();
      await keyboard.type(name);
      await keyboard.press('Tab');
      if (organisation !== undefined) await keyboard.type(organisation);
      if (matter !== undefined) {
        await keyboard.press('Tab');
        await keyboard.type(matter);
        await expect(popup.getByRole('button', { name: new RegExp(`^${matter}`) })).toBeVisible();
        await keyboard.press('Enter');
      }
      if (role !== undefined) {
        await tabTo(popup.getByRole('combobox', { name: 'Role in this matter' }));
        await keyboard.type(role);
        await expect(popup.getByRole('combobox', { name: 'Role in this matter' })).toHaveValue(role.toLowerCase());
      }
      await keyboard.press('Enter');
      await expect(popup.getByRole('textbox', { name: 'Who is it?' })).toBeHidden();
    },
    async callBackLater() {
      await takePopup();
      await keyboard.press('b');
      // That is all she wants of it now.
      await expect.poll(() => app.popupIsVisible(), patience).toBe(false);
      await expect.poll(() => app.keyboardIn(), patience).toBe('main-window');
    },
    async showStrip(name: string) {
      await takePopup();
      await keyboard.press('s');
      await expect(popup.getByRole('group', { name: new RegExp(`^Incoming call, ${name}`) })).toBeVisible();
      await leavePopup();
    },
    async write(text: string) {
      await takePopup();
      await keyboard.press('n');
      await expect(popup.getByRole('textbox', { name: 'Note' })).toBeFocused();
      await keyboard.type(text);
      // Out of the field, so that letters are keys again.
      await keyboard.press('Tab');
    },
    async open() {
      await takePopup();
      await keyboard.press('o');
      await expect.poll(() => app.keyboardIn(), patience).toBe('main-window');
    },
    async hide() {
      await takePopup();
      await keyboard.press('h');
      await expect(popup.getByRole('group', { name: /^On the phone with/ })).toHaveCount(0);
      // Where another call stands behind it, the keyboard is with that one now.
      if (await hasKeyboard()) await expect(popup.locator('[data-popup] :focus')).toHaveCount(1);
      await leavePopup();
    },
  };

  const detail = () => main.getByRole('article', { name: /^Call with / });

  const inTheWindow = {
    detail,
    async toCalls() {
      await leavePopup();
      await keyboard.press('Control+1');
      await expect(main.getByRole('listbox', { name: 'Calls' })).toBeVisible();
    },
    /** The newest call of the list, which must be this one. */
    async newestCall(who: RegExp) {
      await inTheWindow.toCalls();
      const newest = main.locator('[role=option][data-row="0"]');
      await expect(newest).toHaveAccessibleName(who);
      await toList();
      await keyboard.press('Home');
      await expect(newest).toHaveAttribute('aria-selected', 'true');
      await expect(detail()).toHaveAccessibleName(who);
    },
    async status(word: string) {
      await keyboard.press('s');
      const choice = main.getByRole('menuitemradio', { name: word });
      await expect(choice).toBeVisible();
      await keyboard.press(`Digit${/\d/.exec((await choice.textContent()) ?? '')?.[0] ?? ''}`);
      await expect(detail().getByRole('button', { name: new RegExp(`^Status:\\s*${word}`) })).toBeVisible();
    },
    async note(text: string) {
      await keyboard.press('n');
      await expect(main.getByRole('textbox', { name: 'Note' })).toBeFocused();
      await keyboard.type(text);
      await keyboard.press('Escape');
    },
    async task(text: string) {
      await keyboard.press('n');
      await tabTo(detail().getByRole('textbox', { name: 'New task' }));
      await keyboard.type(text);
      await keyboard.press('Enter');
      await expect(detail().getByRole('textbox', { name: 'New task' })).toHaveValue('');
      await keyboard.press('Escape');
    },
    async tag(text: string) {
      await keyboard.press('n');
      await tabTo(detail().getByRole('button', { name: 'Add a tag' }), 'Shift+Tab');
      await keyboard.press('Enter');
      await expect(main.getByRole('textbox', { name: 'Tag' })).toBeFocused();
      await keyboard.type(text);
      await keyboard.press('Enter');
      await expect(detail().getByRole('list', { name: 'Tags', exact: true })).toContainText(text);
    },
    async markHeard() {
      await keyboard.press('h');
    },
    async file(who: RegExp) {
      await keyboard.press('w');
      const list = main.getByRole('listbox', { name: /^(Who is calling|Which matter is it about)\?$/ });
      await expect(list).toBeFocused();
      await pressDigitOf(list.getByRole('option', { name: who }));
      await expect(list).toBeHidden();
    },
    async fileElsewhere(matter: string) {
      await keyboard.press('w');
      const field = main.getByRole('combobox', { name: 'Someone else' });
      await expect(field).toBeFocused();
      await keyboard.type(matter);
      const first = main.getByRole('listbox', { name: 'Someone else' }).getByRole('option').first();
      await expect(first).toHaveAccessibleName(new RegExp(`^${matter}`));
      await keyboard.press('Enter');
      await expect(field).toBeHidden();
    },
    async hangUp() {
      const button = detail().getByRole('button', { name: 'Hang up' });
      await expect(button).toBeVisible(patience);
      await keyboard.press('l');
      await expect(button).toBeHidden(patience);
    },
    async search(text: string) {
      await inTheWindow.toCalls();
      await keyboard.press('Control+k');
      await keyboard.press('Control+a');
      await keyboard.type(text);
    },
    async endSearch() {
      await keyboard.press('Control+k');
      await keyboard.press('Escape');
    },
    /** F6 from part to part of the window, until the list has the keyboard. */
    toList,
    async filter(name: RegExp) {
      await inTheWindow.toCalls();
      await toList();
      const chip = main.getByRole('toolbar', { name: 'Filters' }).getByRole('button', { name });
      await tabTo(chip, 'Shift+Tab');
      await keyboard.press('Enter');
      await expect(chip).toHaveAttribute('aria-pressed', 'true');
    },
  };

  async function toList(): Promise<void> {
    const inList = () => main.locator('[data-pane="list"] [role=option]:focus').count();
    for (let presses = 0; presses < 8; presses += 1) {
      if ((await inList()) === 1) return;
      await keyboard.press('F6');
    }
    throw new Error('F6 never comes to the list');
  }

  const rows = () => main.getByRole('grid', { name: 'Callbacks' }).locator('[data-callback]');
  const side = () => main.getByRole('complementary', { name: 'Selected callback' });

  const atTheQueue = {
    side,
    rows,
    async goTo() {
      await leavePopup();
      await keyboard.press('Control+2');
      await expect(rows().first()).toBeVisible();
    },
    /** Down the table until it is selected. */
    async select(who: string) {
      const wanted = rows().filter({ hasText: who }).first();
      await expect(wanted).toBeVisible();
      for (let presses = 0; presses < 60; presses += 1) {
        if ((await wanted.getAttribute('aria-selected')) === 'true') break;
        const from = await rows().evaluateAll((all) => all.findIndex((row) => row.ariaSelected === 'true'));
        const to = await wanted.evaluate((row) =>
          [...(row.closest('[role=grid]')?.querySelectorAll('[data-callback]') ?? [])].indexOf(row),
        );
        await keyboard.press(from < to ? 'j' : 'k');
      }
      await expect(side()).toContainText(who);
    },
    async giveTo(name: string) {
      await keyboard.press('a');
      const choice = main.getByRole('menuitemradio', { name: new RegExp(`^\\W*${name}|${name}`) });
      await expect(choice).toBeVisible();
      for (let presses = 0; presses < 12 && !(await isFocused(choice)); presses += 1) await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await expect(side()).toContainText(`${name} calls back`);
    },
    async due(choice: string) {
      await keyboard.press('d');
      await tabTo(side().getByRole('button', { name: choice, exact: true }));
      await keyboard.press('Enter');
    },
    /** C, and Enter once it is told who would be called. */
    async dial(who: RegExp) {
      await keyboard.press('c');
      const dialog = main.getByRole('dialog').filter({ hasText: who });
      await expect(dialog.getByRole('button', { name: 'Call', exact: true })).toBeFocused();
      await keyboard.press('Enter');
      await expect(dialog).toBeHidden(patience);
    },
    /** The closed ones are unfolded, when they are not. */
    async unfoldClosed() {
      const heading = main.getByRole('button', { name: /^Closed in the last 24 hours/ });
      await expect(heading).toBeVisible(patience);
      if ((await heading.getAttribute('aria-expanded')) === 'true') return;
      await keyboard.press('k');
      await tabTo(heading);
      await keyboard.press('Enter');
      await expect(heading).toHaveAttribute('aria-expanded', 'true');
    },
    async reopen(who: string) {
      await atTheQueue.unfoldClosed();
      await atTheQueue.select(who);
      await tabTo(side().getByRole('button', { name: 'Reopen' }));
      await keyboard.press('Enter');
      await expect(side().getByRole('button', { name: 'Reopen' })).toBeHidden();
    },
  };

  return { ...onPopup, ...inTheWindow, atTheQueue };
}
export type Receptionist = ReturnType<typeof createReceptionist>;
