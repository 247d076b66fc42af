/**
 * The camera in the page: rear lens, as large as it gives. Where there is none, the file picker asks the system's
 * camera.
 */

import { Failure } from './failure.js';
import { pickFiles } from './share.js';

const WANTED = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 4096 }, height: { ideal: 3072 } },
};
/** How long the still-picture interface may take; on some devices it never answers. In milliseconds. */
const PATIENCE = 4_000;
const QUALITY = 0.95;
/** What the browser calls it, and what it means for a person. */
const KINDS = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

/** @type {MediaStream | null} */
let stream = null;

/**
 * Shows the camera in a video element.
 *
 * @param {HTMLVideoElement} video
 * @returns {Promise<void>} rejects with kind `denied`, `none` or `busy`
 */
export async function start(video) {
  stop();
  try {
    if (!navigator.mediaDevices) throw new Failure('none', 'this page may not use a camera');
    stream = await navigator.mediaDevices.getUserMedia(WANTED);
    video.srcObject = stream;
    video.muted = true;
    video.playsInline = true;
    await video.play();
  } catch (error) {
    stop();
    if (error instanceof Failure) throw error;
    throw new Failure(KINDS[error.name] ?? 'other', `${error.name}: ${error.message}`);
  }
}

/** Lets go of the camera, so that its light goes out. */
export function stop() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
}

/**
 * A picture of what the camera sees.
 *
 * @param {HTMLVideoElement} video in which it is shown
 * @returns {Promise<Blob>}
 */
export async function capture(video) {
  const track = stream?.getVideoTracks()[0];
  if (!track || track.readyState !== 'live') throw new Failure('closed', 'the camera is off');
  return (await still(track)) ?? (await grab(video));
}

/** The sensor's full picture, where the browser can ask for it. */
async function still(track) {
  if (!('ImageCapture' in globalThis)) return null;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  try {
    return await Promise.race([new ImageCapture(track).takePhoto(), late]);
  } catch {
    return null;
  }
}

/** What stands in the video. */
async function grab(video) {
  const { videoWidth: width, videoHeight: height } = video;
  if (!width || !height) throw new Failure('busy', 'the camera shows nothing yet');
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d').drawImage(video, 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
}

/**
 * Switches the light on or off.
 *
 * @param {boolean} on
 * @returns {Promise<boolean>} whether there is one
 */
export async function torch(on) {
  const track = stream?.getVideoTracks()[0];
  if (!track?.getCapabilities?.().torch) return false;
  return track.applyConstraints({ advanced: [{ torch: on }] }).then(() => true, () => false);
}

/**
 * Lets a person take or choose pictures outside the page.
 *
 * @param {boolean} fromCamera
 * @returns {Promise<File[]>}
 */
export function pick(fromCamera) {
  return pickFiles('image/jpeg,image/png,image/webp', fromCamera ? 'environment' : '', !fromCamera);
}
