/** Programs cannot be had; the message says why and what to do. */
export class ComponentError extends Error {
  public override readonly name = 'ComponentError';
}
