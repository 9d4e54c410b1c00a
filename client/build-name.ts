/** Put in by the bundler (`define`): the same for equal sources. */
declare const __BUILD__: string;
declare const __BUILD_ORDER__: number;

/** Names the version of the app that this code belongs to (W2). */
export const buildName: string = __BUILD__;

/** Of two versions the one with the higher number was built later: it leads (W2). */
export const buildOrder: number = __BUILD_ORDER__;
