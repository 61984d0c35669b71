/** A board of a firm without rules, on a computer that nobody else looks at. */
export const quietBoard = {
  captureOff: () => null,
  canBlock: () => false,
  isConnected: () => true,
  privacy: () => null,
};
