/**
 * Which places of a crop speak for a label. An embedding is the mean of the last maps over their places, so the score's
 * gradient tells each place's share: map(place) = sum over features of gradient x maps(place) / places.
 * For a linear head this is the class activation map of Zhou et al. ("Learning Deep Features for Discriminative
 * Localization", CVPR 2016), whose values add up to the score up to a constant; for the others Grad-CAM (Selvaraju et
 * al., ICCV 2017), without its ReLU: values below 0 speak against the label. Pure.
 */
import type { FeatureMaps } from "../backbone/create-backbone";

/** `gradient`: [features], d score / d embedding. Out: [side * side], whose sum is gradient . embedding. */
export function activationValues({ side, data }: FeatureMaps, gradient: ArrayLike<number>): Float32Array {
  const places = side * side;
  return Float32Array.from({ length: places }, (_, place) => {
    const at = place * gradient.length;
    let sum = 0;
    for (let i = 0; i < gradient.length; i++) sum += gradient[i] * data[at + i];
    return sum / places;
  });
}

/** The embedding that the maps belong to: [features]. */
export function meanOverPlaces({ side, data }: FeatureMaps): Float32Array {
  const places = side * side;
  const features = data.length / places;
  return Float32Array.from({ length: features }, (_, feature) => {
    let sum = 0;
    for (let at = feature; at < data.length; at += features) sum += data[at];
    return sum / places;
  });
}
