package io.millrace.launcher.film;

import io.millrace.env.picture.Scene;

/**
 * One moment of an episode.
 *
 * @param step steps taken so far; 0 for the first moment
 * @param reward of the last step, the mean over agents; NaN at step 0
 * @param total the rewards so far, the mean over agents
 * @param observation [agents][observationSize] that the next action sees
 * @param action [agents][actionSize], the last action; NaN at step 0
 * @param scene how it looks; null where the environment cannot be drawn
 */
record Frame(
    int step, double reward, double total, float[] observation, float[] action, Scene scene) {}
