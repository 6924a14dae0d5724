/**
 * MediaPipe's own face detection (npm @mediapipe/face_detection, wasm + WebGL) in a browser, as the reference that ours
 * is compared with. It needs a GPU context; SwiftShader's is enough. All its files come from node_modules.
 */
import { fileURLToPath } from "node:url";
import type { TestContext } from "vitest";
import type { BoxPx, Picture, PointPx } from "../../lib/types";
import { launchBrowser, SOFTWARE_WEBGL } from "./browser";
import { pictureToPng } from "./pictures";
import { startStaticServer } from "./static-server";

const PACKAGE = fileURLToPath(new URL("../../node_modules/@mediapipe/face_detection/", import.meta.url));

export interface ReferenceFace {
  readonly box: BoxPx;
  /** Right eye, left eye, nose tip, mouth, right ear, left ear. */
  readonly keypoints: readonly PointPx[];
}

export interface MediaPipeRuntime {
  detect(picture: Picture): Promise<ReferenceFace[]>;
  close(): Promise<void>;
}

/** What the package puts on `window`, as far as it is used here. */
interface MediaPipeDetection {
  setOptions(options: { model: "short"; selfieMode: boolean; minDetectionConfidence: number }): void;
  onResults(listener: (results: { detections: NormalizedDetection[] }) => void): void;
  initialize(): Promise<void>;
  reset(): void;
  send(inputs: { image: HTMLImageElement }): Promise<void>;
}
interface NormalizedDetection {
  boundingBox: { xCenter: number; yCenter: number; width: number; height: number };
  landmarks: { x: number; y: number }[];
}
interface MediaPipeWindow {
  FaceDetection: new (config: { locateFile(file: string): string }) => MediaPipeDetection;
  mediaPipe: MediaPipeDetection;
}

export async function startMediaPipe(context: TestContext): Promise<MediaPipeRuntime> {
  const browser = await launchBrowser(context, SOFTWARE_WEBGL);
  const server = await startStaticServer({ "/mediapipe/": PACKAGE });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.addScriptTag({ url: "/mediapipe/face_detection.js" });
    await page.evaluate(async () => {
      const scope = window as unknown as MediaPipeWindow;
      scope.mediaPipe = new scope.FaceDetection({ locateFile: (file) => `/mediapipe/${file}` });
      scope.mediaPipe.setOptions({ model: "short", selfieMode: false, minDetectionConfidence: 0.5 });
      await scope.mediaPipe.initialize();
    });
    return {
      close,
      async detect(picture) {
        const png = `data:image/png;base64,${(await pictureToPng(picture)).toString("base64")}`;
        const detections = await page.evaluate(async (source) => {
          const { mediaPipe } = window as unknown as MediaPipeWindow;
          const image = new Image();
          image.src = source;
          await image.decode();
          const results = new Promise<NormalizedDetection[]>((resolve) =>
            mediaPipe.onResults(({ detections }) => resolve(detections)),
          );
          mediaPipe.reset();
          await mediaPipe.send({ image });
          return results;
        }, png);
        return detections.map((detection) => toPx(detection, picture));
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function toPx({ boundingBox: box, landmarks }: NormalizedDetection, { width, height }: Picture): ReferenceFace {
  return {
    box: {
      x: (box.xCenter - box.width / 2) * width,
      y: (box.yCenter - box.height / 2) * height,
      width: box.width * width,
      height: box.height * height,
    },
    keypoints: landmarks.map((point) => ({ x: point.x * width, y: point.y * height })),
  };
}
