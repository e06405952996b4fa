package io.millrace.gateway.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.gateway.Gateway;
import io.millrace.gateway.GatewayConnection;
import io.millrace.gateway.Outbox;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.TooLongFrameException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket of the gateway. A client that does not read its answers is not read from. */
final class ClientChannel extends SimpleChannelInboundHandler<ByteBuf> implements Outbox {

  private static final Logger LOG = LoggerFactory.getLogger(ClientChannel.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HELLO_SECONDS = 10;

  private final Gateway gateway;
  private final ChannelGroup channels;
  private final int limit;
  private ChannelHandlerContext context;
  private GatewayConnection connection;

  ClientChannel(Gateway gateway, ChannelGroup channels, int limit) {
    this.gateway = gateway;
    this.channels = channels;
    this.limit = limit;
  }

  @Override
  public void channelActive(ChannelHandlerContext channel) {
    context = channel;
    if (channels.size() >= limit) {
      send(gateway.refuseConnection());
      close();
      return;
    }
    channels.add(channel.channel());
    connection = gateway.connect(this, this::execute);
    channel.executor().schedule(this::hangUpOnTheSilent, HELLO_SECONDS, TimeUnit.SECONDS);
  }

  private void execute(Runnable work) {
    try {
      context.executor().execute(work);
    } catch (RejectedExecutionException e) {
      LOG.debug("the server has stopped", e);
    }
  }

  private void hangUpOnTheSilent() {
    if (!connection.isGreeted()) {
      context.close();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext channel, ByteBuf line) {
    if (connection != null) {
      byte[] bytes = new byte[line.readableBytes()];
      line.readBytes(bytes);
      connection.receive(bytes);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext channel) {
    channel.channel().config().setAutoRead(channel.channel().isWritable());
    channel.fireChannelWritabilityChanged();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
    if (cause instanceof TooLongFrameException && connection != null) {
      connection.tooLong();
    } else {
      LOG.debug("a connection failed", cause);
      channel.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext channel) {
    if (connection != null) {
      connection.disconnected();
    }
  }

  @Override
  public void send(ObjectNode reply) {
    try {
      byte[] json = JSON.writeValueAsBytes(reply);
      ByteBuf line = context.alloc().buffer(json.length + 1);
      line.writeBytes(json).writeByte('\n');
      context.writeAndFlush(line, context.voidPromise());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a reply", e);
    }
  }

  @Override
  public void close() {
    context.writeAndFlush(context.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
  }
}
