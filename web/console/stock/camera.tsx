import { t } from '@lingui/core/macro';
import { BarcodeFormat, BrowserMultiFormatReader } from '@zxing/browser';
import { DecodeHintType } from '@zxing/library';
import { useEffect, useRef, useState } from 'react';
import classes from './page.module.css';

/** The same label stays before the camera for many pictures: it is read once until another is, or until it was away so long. */
const againAfterMillis = 3_000;

/** Browsers that can tell codes by themselves (Shape Detection API); it is no standard, so no types of TypeScript's know it. */
type Detector = { detect(from: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> };
type DetectorClass = new (options: { formats: readonly string[] }) => Detector;
const detectorOf = (): Detector | null => {
  const found: unknown = Reflect.get(globalThis, 'BarcodeDetector');
  return typeof found === 'function'
    ? new (found as DetectorClass)({ formats: ['qr_code', 'code_128'] })
    : null;
};

/** Reads QR and Code 128 from the camera's pictures, on this machine alone: no picture leaves it. */
export function Camera({ read }: { readonly read: (text: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const reading = useRef(read);
  reading.current = read;
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    let last = { text: '', at: 0 };
    const hear = (text: string) => {
      const at = performance.now();
      const isNew = text !== last.text || at - last.at > againAfterMillis;
      last = { text, at };
      if (isNew) reading.current(text);
    };
    const detector = detectorOf();
    const stop =
      detector === null
        ? readByLibrary(element, hear, setFailed)
        : readBy(detector, element, hear, setFailed);
    return stop;
  }, []);
  if (failed)
    return <p role="alert">{t`The camera cannot be used here. A scanner, or typing, does the same.`}</p>;
  return (
    <video ref={video} className={classes.video} playsInline muted aria-label={t`What the camera sees`} />
  );
}

type Hear = (text: string) => void;
type Fail = (failed: boolean) => void;

function readBy(detector: Detector, element: HTMLVideoElement, hear: Hear, fail: Fail): () => void {
  let over = false;
  let stream: MediaStream | null = null;
  const look = async () => {
    if (over) return;
    const codes = await detector.detect(element).catch(() => []);
    for (const { rawValue } of codes) hear(rawValue);
    requestAnimationFrame(() => void look());
  };
  const end = () => {
    over = true;
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const begin = async () => {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    if (over) return end();
    element.srcObject = stream;
    await element.play();
    await look();
  };
  begin().catch(() => fail(true));
  return end;
}

function readByLibrary(element: HTMLVideoElement, hear: Hear, fail: Fail): () => void {
  const hints = new Map([[DecodeHintType.POSSIBLE_FORMATS, [BarcodeFormat.QR_CODE, BarcodeFormat.CODE_128]]]);
  const reader = new BrowserMultiFormatReader(hints);
  let over = false;
  let stop: (() => void) | null = null;
  reader
    .decodeFromConstraints({ video: { facingMode: 'environment' } }, element, (result) => {
      if (result) hear(result.getText());
    })
    .then((controls) => {
      stop = () => controls.stop();
      if (over) stop();
    })
    .catch(() => fail(true));
  return () => {
    over = true;
    stop?.();
  };
}
