/** The gateway's sockets. The only package that knows Netty. */
package io.millrace.gateway.net;
