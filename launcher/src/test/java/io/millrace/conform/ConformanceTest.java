package io.millrace.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConformanceTest {
  private static final Path FOLDER = Path.of("..", "conformance");

  @TempDir Path folder;

  @Test
  void run_theProjectsFiles_allPass() {
    Conformance.Result result = Conformance.run(List.of(FOLDER));
    assertThat(result.failures()).isEmpty();
    assertThat(result.passed()).isGreaterThan(100);
  }

  /** A case that cannot be run as written fails with the name that is wrong. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "optimizer.step | {'id':'adam','betta':1} | {'parameters':[1],'gradients':[[1]]} | betta",
        "optimizer.step | {'id':'adaam'} | {'parameters':[1],'gradients':[[1]]} | no plug-in \"adaam\"",
        "optimizer.step | {'id':'sgd','learningRate':-1} | {'parameters':[1],'gradients':[[1]]} | expected a number above 0",
        "optimizer.step | {'id':'sgd'} | {'parameters':[1],'gradients':[[1,2]]} | expected rows of 1 numbers",
        "optimizer.step | {'id':'sgd'} | {'parameters':[1],'gradients':[[1]],'delta':[1]} | inputs.delta",
        "optimizer.step | {'id':'obgd','kappa':2,'discount':1,'traceDecay':1,'x':3} | {'parameters':[1],'gradients':[[1]],'delta':[1]} | plugin.x",
        "network.forward | {} | {'network':{'type':'mlp','layers':[{'weight':[[1]],'bias':[0],'activation':'swish'}]},'x':[[1]]} | no activation \"swish\"",
        "network.forward | {} | {'network':{'type':'mlp','layers':[{'weight':[[1]],'bias':[0,1],'activation':'silu'}]},'x':[[1]]} | bias",
        "network.forward | {} | {'network':{'type':'mlp','layers':[{'weight':[[1,2]],'bias':[0],'activation':'silu'}]},'x':[[1]]} | inputs.x: expected rows of 2 numbers",
        "network.forward | {} | {'network':{'type':'mlp','layers':[{'weight':[[1]],'bias':[0],'activation':'silu'},{'weight':[[1,2]],'bias':[0],'activation':'silu'}]},'x':[[1]]} | layer 1: expected 1 inputs",
        "network.forward | {} | {'network':{'type':'mlp','layers':[]},'x':[[1]]} | at least one layer",
        "network.jvp | {} | {'network':{'type':'mlp','layers':[{'weight':[[1]],'bias':[0],'activation':'silu'}]},'x':[[1]],'tangentX':[[1],[2]]} | expected 1 rows as in x",
        "environment.step | {'id':'pendulum','wind':1} | {'state':[0,0],'action':[0]} | wind",
        "objective.loss | {'id':'fa-grpo','clip':0.2,'flowScale':true,'sampler':{'id':'cps','noise':0.5}} | {'tau':[0,0.5],'decisions':[{'chain':[[0],[1]],'observation':[],'oldLogProb':[[0]],'advantage':1}]} | expected a policy with a flow network",
        "objective.loss | {'id':'ppo','clip':0.2,'sampler':{'id':'flow-noise','noiseMin':0.1,'noiseMax':0.2}} | {'network':{'type':'mlp','layers':[{'weight':[[1,1]],'bias':[0],'activation':'identity'}]},'tau':[0,0.5],'decisions':[{'chain':[[0],[1]],'observation':[],'oldLogProb':[[0]],'advantage':1}]} | missing inputs.noiseNetwork",
        "objective.loss | {'id':'pi-rl','clip':0.2,'logProb':'word','jointReduce':'sum','sampler':{'id':'cps','noise':0.5}} | {} | plugin.logProb: unknown word",
        "objective.loss | {'id':'fa-grpo','clip':0.2,'flowScale':false,'sampler':{'id':'cps','noise':0.5}} | {'network':{'type':'mlp','layers':[{'weight':[[1,1]],'bias':[0],'activation':'identity'}]},'tau':[0,0.5],'decisions':[{'chain':[[0],[1]],'observation':[],'oldLogProb':[[0]],'advantage':1},{'chain':[[0]],'observation':[],'oldLogProb':[],'advantage':1}]} | inputs.decisions[1]: expected the shape of the first",
        "objective.loss | {'id':'ac-flow','temperature':1,'alpha':1,'clip':1} | {'network':{'type':'mlp','layers':[{'weight':[[1,1]],'bias':[0],'activation':'identity'}]},'criticNetwork':{'type':'mlp','layers':[{'weight':[[1,1]],'bias':[0],'activation':'identity'}]},'noise':[[0]],'action':[[0]],'tau':[0],'observation':[[]],'reward':[1]} | expected a reference",
        "sampler.transition | {'id':'fudoki','start':[0.5,0.5],'exponent':1} | {'tau':0,'tauNext':1,'from':0,'target':2} | inputs.target: expected a token from 0 to 1",
        "sampler.transition | {'id':'shortcut'} | {'network':{'type':'mlp','layers':[{'weight':[[1,1]],'bias':[0],'activation':'identity'}]},'x':[0,0],'observation':[],'tau':0,'tauNext':1} | expected a network that reads a point and two times",
        "network.hessian | {} | {} | no operation"
      })
  void run_caseWithAWrongName_saysWhich(
      String operation, String plugin, String inputs, String message) throws IOException {
    String text =
        """
        {"suite": "s", "cases": [{"id": "c", "operation": "%s", "plugin": %s, "inputs": %s,
          "expect": {}, "tolerance": 1e-6}]}
        """
            .formatted(operation, plugin.replace('\'', '"'), inputs.replace('\'', '"'));
    Path file = Files.writeString(folder.resolve("case.json"), text);
    Conformance.Result result = Conformance.run(List.of(file));
    assertThat(result.failed()).isEqualTo(1);
    assertThat(result.failures().get(0).problem()).contains(message);
  }
}
