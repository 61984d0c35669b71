/**
 * Windows shows our notifications and groups our windows by it. The installer's shortcut carries the same
 * (resources/electron-builder.yml, `appId`); where they differ, clicks on notifications are lost.
 */
export const APP_ID = 'example.callbrief.desktop';
