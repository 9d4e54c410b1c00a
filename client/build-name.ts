/** Put in by the bundler (`define`): the same for equal sources. */
declare const __BUILD__: string;

/** Names the version of the app that this code belongs to (W2). */
export const buildName: string = __BUILD__;
