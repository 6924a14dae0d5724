/** Side of the detector's input in pixels: BlazeFace short range looks at 128 x 128, whatever the frame. */
export const DETECTOR_SIDE_PX = 128;
