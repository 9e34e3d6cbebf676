/** Asks the person to prove anew that it is them. True: they did. */
type Ask = () => Promise<boolean>;
let asks: Ask | null = null;

/** Set by whoever can show a dialog; returns how to take it back. */
export function askForProofWith(ask: Ask): () => void {
  asks = ask;
  return () => {
    if (asks === ask) asks = null;
  };
}

export const proveAnew: Ask = async () => (asks === null ? false : asks());
