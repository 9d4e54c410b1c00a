/**
 * Close codes of both relays. y-websocket 3 takes 4400-4499 as final and 4500-4599 as 'try again later'.
 */
export const closeCode = {
  normal: 1000,
  badMessage: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  badName: 4404,
  tooLarge: 4413,
  refusedUpdate: 4422,
  storeFailed: 4500,
  shuttingDown: 4503,
  hubMoved: 4504,
  slowConsumer: 4508,
} as const;

export type CloseCode = (typeof closeCode)[keyof typeof closeCode];
