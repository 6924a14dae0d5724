/**
 * The limits of the gates, all in one place, set so that ordinary pictures are nearly never refused (2 to 3 % of FER2013's
 * PublicTest, mostly profiles; none of JAFFE, 1 % of the web faces' test set). How right refused faces are read is
 * measured by `npm run bench:quality` (MODEL_CARD.md, docs/quality-gates.json): 95 % as they are; where half or more
 * begin to be refused, 70 % of those that move, 75 % of those covered from below, 85 to 93 % of all others. Of those too
 * dark 91 % are still right, but they are darkened pictures without the noise that a camera adds in the dark.
 *
 * FER2013's extremes are given below, because it is the worst of the three: 178 of its PublicTest crops (happy, sad,
 * surprise), beside 60 of JAFFE and 60 web faces.
 */

/** Pixels. FER2013's faces have 17. Guessed: at 10, a face is 28 pixels wide. */
export const MINIMUM_SPAN_PX = 8;

/**
 * Share of the features' box. A face whose box just touches the border has 0.03 to 0.09 at its 95th percentile; with a
 * fifth of the box cut off, medians on 14 faces are 0.13 (from the left), 0.18 (from below) and 0.22 (from above).
 */
export const MAXIMUM_OUTSIDE_SHARE = 0.15;

/** Luma, 0 to 255. FER2013's darkest has 31; the dark-skinned faces among its darkest have about 50 and more (by eye). */
export const MINIMUM_MEAN_LUMA = 20;

/** Share of the face in black: more than half is lost. FER2013: at most 0.25. */
export const MAXIMUM_DARK_SHARE = 0.5;

/**
 * Luma below which a face is dim, and the largest share of noise (measureNoise) that it may have there. Without noise, dim
 * faces are read as well as others; the noise that a camera adds in the dark is what spoils them, since equalization
 * makes it as large as the face's own contrast.
 */
export const DIM_MEAN_LUMA = 60;
export const MAXIMUM_DIM_NOISE = 0.15;

/** Share of the face in clipped white: more than half is lost. FER2013: at most 0.15. */
export const MAXIMUM_BRIGHT_SHARE = 0.7;

/**
 * Of measureTurn, about 50 degrees. FER2013: 2 % are beyond it, profiles and crops with half a face (by eye); 1.25 is its
 * 95th percentile. JAFFE and web faces stay below 1.2.
 */
export const MAXIMUM_TURN = 1.5;

/**
 * Of measureSharpness. FER2013's most blurred has 0.116, its median is 0.28. A Gaussian blur of 1 pixel at 48 pixels a
 * face brings the median to 0.12, of 1.5 pixels to 0.08; moving by 9 pixels during the exposure to 0.08.
 */
export const MINIMUM_SHARPNESS = 0.1;
