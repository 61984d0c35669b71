import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import type { Desktop } from '../desktop.ts';
import type { MenuItemState } from '../wire.ts';
import type { VirtualNativeImage } from './native-image.ts';

export interface VirtualMenu {
  items: MenuItemState[];
}
export interface VirtualMenuClass {
  buildFromTemplate(template: MenuItemConstructorOptions[]): VirtualMenu;
  setApplicationMenu(menu: VirtualMenu | null): void;
  getApplicationMenu(): VirtualMenu | null;
}
type TrayMembers = Pick<Tray, 'setToolTip' | 'destroy' | 'isDestroyed' | 'setTitle'>;
export interface VirtualTrayClass {
  new (image: VirtualNativeImage | string): TrayMembers &
    EventEmitter & {
      setImage(image: VirtualNativeImage | string): void;
      setContextMenu(menu: VirtualMenu | null): void;
    };
}

export function createMenuClass(desktop: Desktop): VirtualMenuClass {
  const clicks = new Map<number, () => void>();
  let applicationMenu: VirtualMenu | null = null;
  const item = (options: MenuItemConstructorOptions): MenuItemState => {
    const commandId = desktop.nextId();
    const { click, submenu } = options;
    // The app's items know no window here; none of them reads these arguments.
    if (click) clicks.set(commandId, () => (click as () => void)());
    return {
      commandId,
      label: options.label ?? options.role ?? '',
      kind: submenu ? 'submenu' : options.type === 'separator' || options.type === 'checkbox' ? options.type : 'normal',
      checked: options.checked ?? false,
      enabled: options.enabled ?? true,
      submenu: Array.isArray(submenu) ? submenu.map(item) : [],
    };
  };
  desktop.on('menu', (commandId) => clicks.get(commandId)?.());
  return {
    buildFromTemplate: (template) => ({ items: template.filter((o) => o.visible ?? true).map(item) }),
    setApplicationMenu: (menu) => void (applicationMenu = menu),
    getApplicationMenu: () => applicationMenu,
  };
}

export function createTrayClass(desktop: Desktop): VirtualTrayClass {
  const dataUrl = (image: VirtualNativeImage | NativeImage | string) =>
    typeof image === 'string' ? '' : image.toDataURL();
  class VirtualTray extends EventEmitter implements TrayMembers {
    readonly #id = desktop.nextId();
    constructor(image: VirtualNativeImage | string) {
      super();
      desktop.trays.set(this.#id, { id: this.#id, image: dataUrl(image), tooltip: '', menu: [] });
      desktop.on('tray', (id) => id === this.#id && this.emit('click', {}));
      desktop.changed();
    }
    #update(change: Partial<{ image: string; tooltip: string; menu: MenuItemState[] }>) {
      const tray = desktop.trays.get(this.#id);
      if (tray) desktop.trays.set(this.#id, { ...tray, ...change });
      desktop.changed();
    }
    setImage(image: VirtualNativeImage | string) {
      this.#update({ image: dataUrl(image) });
    }
    setToolTip(tooltip: string) {
      this.#update({ tooltip });
    }
    setTitle() {}
    setContextMenu(menu: VirtualMenu | null) {
      this.#update({ menu: menu?.items ?? [] });
    }
    destroy() {
      desktop.trays.delete(this.#id);
      desktop.changed();
    }
    isDestroyed = () => !desktop.trays.has(this.#id);
  }
  return VirtualTray;
}
