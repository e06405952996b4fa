package io.millrace.store.server;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;

/** Reads request bodies: sizes are checked before anything is allocated. */
final class Uploads {
  /** Read and thrown away at most, so that a caller hears the refusal before the line is cut. */
  private static final long MAX_DRAINED_BYTES = 64L << 20;

  private final long maxArtifactBytes;
  private final UploadBudget budget;

  Uploads(long maxArtifactBytes, UploadBudget budget) {
    this.maxArtifactBytes = maxArtifactBytes;
    this.budget = budget;
  }

  /** Reads an artifact and holds room for it while it is worked with. */
  <T> T artifact(Context request, Function<byte[], T> work) {
    long length = declaredLength(request);
    if (length > maxArtifactBytes) {
      drain(request);
      throw Failure.ARTIFACT_TOO_LARGE.because(
          "expected at most %d bytes, got bytes=%d".formatted(maxArtifactBytes, length));
    }
    budget.reserve(length);
    try {
      return work.apply(body(request, (int) length));
    } finally {
      budget.release(length);
    }
  }

  /** Reads a small body. */
  byte[] small(Context request, int maxBytes) {
    long length = declaredLength(request);
    if (length > maxBytes) {
      drain(request);
      throw Failure.BAD_REQUEST.because(
          "expected a body of at most %d bytes, got bytes=%d".formatted(maxBytes, length));
    }
    return body(request, (int) length);
  }

  private static long declaredLength(Context request) {
    long length = request.req().getContentLengthLong();
    if (length < 0) {
      drain(request);
      throw Failure.LENGTH_REQUIRED.because("expected a Content-Length, got none");
    }
    return length;
  }

  private static byte[] body(Context request, int length) {
    try {
      // Grows as bytes arrive: a length that is only claimed costs nothing.
      byte[] bytes = request.req().getInputStream().readNBytes(length);
      if (bytes.length != length) {
        throw Failure.BAD_REQUEST.because(
            "expected bytes=%d as declared, got bytes=%d".formatted(length, bytes.length));
      }
      return bytes;
    } catch (IOException e) {
      throw Failure.BAD_REQUEST.because("expected the whole body, got cause=" + e, e);
    }
  }

  private static void drain(Context request) {
    try (InputStream body = request.req().getInputStream()) {
      byte[] buffer = new byte[1 << 16];
      long drained = 0;
      int read;
      while (drained < MAX_DRAINED_BYTES && (read = body.read(buffer)) >= 0) {
        OutputStream.nullOutputStream().write(buffer, 0, read);
        drained += read;
      }
    } catch (IOException e) {
      throw Failure.BAD_REQUEST.because("expected a body within the limit, got cause=" + e, e);
    }
  }
}
