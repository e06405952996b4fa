package io.millrace.gateway.net;

import io.millrace.gateway.Gateway;
import io.millrace.gateway.GatewayLimits;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines of JSON over TCP, with TLS where there is a certificate. A connection is served by one of a
 * few threads, on which its policy acts too.
 */
public final class GatewayServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);
  private static final int BACKLOG = 1_024;
  private static final long TICK_MILLIS = 50;
  private static final long QUIET_SECONDS = 5;

  private final Gateway gateway;
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final EventLoopGroup acceptor = new NioEventLoopGroup(1);
  private final EventLoopGroup loops;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "gateway-tick");
            thread.setDaemon(true);
            return thread;
          });
  private final Channel listening;

  private GatewayServer(Gateway gateway, ServerSettings settings, SslContext tls)
      throws IOException {
    this.gateway = gateway;
    this.loops = new NioEventLoopGroup(Math.max(1, Runtime.getRuntime().availableProcessors()));
    try {
      listening = bind(settings, tls);
    } catch (IOException | RuntimeException e) {
      acceptor.shutdownGracefully();
      loops.shutdownGracefully();
      ticker.shutdownNow();
      throw e;
    }
    ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Listens.
   *
   * @param gateway not closed with the server
   * @throws IllegalArgumentException if certificate or key cannot be used
   * @throws UncheckedIOException if nobody can listen there
   */
  public static GatewayServer start(Gateway gateway, ServerSettings settings) {
    try {
      return new GatewayServer(gateway, settings, tls(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot listen at %s:%d, cause=%s"
              .formatted(settings.host(), settings.port(), e.getMessage()),
          e);
    }
  }

  private static SslContext tls(ServerSettings settings) {
    if (settings.certificate() == null) {
      return null;
    }
    try {
      return SslContextBuilder.forServer(settings.certificate().toFile(), settings.key().toFile())
          .build();
    } catch (SSLException | IllegalArgumentException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException(
          "expected PEM files of a certificate and its unencrypted PKCS #8 key, certificate=%s key=%s cause=%s"
              .formatted(settings.certificate(), settings.key(), cause.getMessage()),
          e);
    }
  }

  private Channel bind(ServerSettings settings, SslContext tls) throws IOException {
    GatewayLimits limits = gateway.limits();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(acceptor, loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (tls != null) {
                      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                    }
                    channel
                        .pipeline()
                        .addLast(new LineBasedFrameDecoder(limits.messageBytes(), true, true))
                        .addLast(new ClientChannel(gateway, channels, limits.connections()));
                  }
                });
    try {
      return bootstrap.bind(settings.host(), settings.port()).syncUninterruptibly().channel();
    } catch (Exception e) { // Netty throws checked exceptions undeclared
      throw e instanceof BindException bind ? bind : new IOException(e.getMessage(), e);
    }
  }

  private void tick() {
    try {
      gateway.tick();
    } catch (RuntimeException e) {
      LOG.error("the gateway's clock failed once", e);
    }
  }

  /** The port that it listens at. */
  public int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  /** Ends all connections; what their clients were playing is given up. */
  @Override
  public void close() {
    listening.close().syncUninterruptibly();
    channels.close().awaitUninterruptibly();
    ticker.shutdown();
    acceptor.shutdownGracefully(0, QUIET_SECONDS, TimeUnit.SECONDS);
    loops.shutdownGracefully(0, QUIET_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
